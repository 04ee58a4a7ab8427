/** How the command ended (the higher number wins when several apply). */
export const exitCode = {
  fine: 0,
  /** Problems were found, or expectations were not met. */
  problems: 1,
  /** Wrong usage, unreadable input, or the thing could not be tried. */
  unusable: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
