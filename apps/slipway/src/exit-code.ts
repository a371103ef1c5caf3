/** What the process ends with; the reference of the command line repeats this table. */
export const ExitCode = {
  ok: 0,
  /** A finding of severity error, or an operation that failed. */
  failed: 1,
  /** Wrong usage: an unknown command, option or stage, a missing option, no workspace. */
  usage: 2,
  /** The machine lacks something: terraform, Docker, credentials. */
  lacking: 3,
  /** Ended by Ctrl-C or SIGTERM before the work was done. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
