/** The path of a file that another one names relative to itself, as {@link plainPath} writes it. */
export function pathBeside(path: string, relative: string): string {
  const folder = plainPath(path).split('/').slice(0, -1).join('/');
  return plainPath(`${folder}/${unescaped(relative)}`);
}

/** A path with `/` only, and without `.` and `..` as far as they can be resolved: one text for one file. */
export function plainPath(path: string): string {
  const levels: string[] = [];
  for (const level of path.replaceAll('\\', '/').split('/')) {
    if (level === '..' && levels.length > 0 && levels.at(-1) !== '..') levels.pop();
    else if (level !== '.' && level !== '') levels.push(level);
  }
  return levels.join('/');
}

/** A text without the escapes of a URI; one that is escaped wrongly stays as it is. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
