import picomatch from 'picomatch';

/** Whether a path with `/` between its folders fits. */
export type Matcher = (path: string) => boolean;

/**
 * Reads a glob of `wiotp.files`. It means what it means in VS Code: no negation, no extended patterns, and a name may begin with a dot.
 * @throws Error for one that cannot be used.
 */
export function globMatcher(glob: string): Matcher {
  return picomatch(glob, { dot: true, nonegate: true, noextglob: true, windows: false });
}
