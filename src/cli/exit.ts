/** What the exit codes mean, for every format. */
export const exitCodes = {
  clean: 0,
  /** Findings at or above `--fail-on`, or more warnings than `--max-warnings`. */
  findings: 1,
  /** The tool could not do its work. */
  failed: 2,
  /** Nothing was checked, or an input led to nothing. */
  nothingChecked: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
