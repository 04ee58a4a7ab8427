/** Whether a path begins at a root, of this system or another. */
export function isAbsolutePath(path: string): boolean {
  return /^([/\\]|[A-Za-z]:)/.test(path);
}
