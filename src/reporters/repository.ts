/** What formats depend on beside the report whose readers look for files from the root of a repository. */
export interface RepositoryContext {
  /** The path from the root of the repository, given a path of the report. */
  readonly pathInRepository: (path: string) => string;
}
