/** A cluster or a link, with the rules that could be decided for it, and those that lacked something. */
export interface Coverage {
  readonly cluster: string;
  /** The link, where the entry is about one and not about the cluster as a whole. */
  readonly link?: { readonly alias: string; readonly to: string | undefined };
  readonly decided: readonly string[];
  readonly undecided: readonly { readonly rule: string; readonly missing: readonly string[] }[];
}
