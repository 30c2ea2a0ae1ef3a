/** Which server is to run, and from where it comes. */
export interface Choice {
  readonly module: string;
  readonly origin: 'bundled' | 'configured' | 'project';
}

/** What the choice depends on. */
export interface Circumstances {
  /** `dist/server/cli.cjs` of the extension. */
  readonly bundled: string;
  readonly trusted: boolean;
  /** The setting `elasticlint.path`, absolute; undefined where it is not set. */
  readonly configured: string | undefined;
  /** The project's own copy, if it is asked for and there is one. */
  readonly project: string | undefined;
}

/** The bundled server, unless the workspace is trusted and another one is asked for: that is code of the workspace. */
export function chooseServer({ bundled, trusted, configured, project }: Circumstances): Choice {
  if (trusted && configured !== undefined) return { module: configured, origin: 'configured' };
  if (trusted && project !== undefined) return { module: project, origin: 'project' };
  return { module: bundled, origin: 'bundled' };
}

/** Where an `elasticlint.yml` stands, what its folder holds may be its business; the server knows which is. */
export const ownedBy = (manifestFolder: string): string =>
  `${manifestFolder}/**/*.{yml,yaml,json,console,es,txt}`;

/** The files that are ours by their names alone: not every YAML file of a workspace. */
export const patterns: readonly string[] = [
  '**/*elasticsearch*.{yml,yaml}',
  '**/*elasticsearch*.{yml,yaml}.{j2,jinja,jinja2,erb,epp,tpl,tmpl,gotmpl,template}',
  '**/elasticlint.{yml,yaml}',
  '**/*cluster[-_.]settings*.json',
];
