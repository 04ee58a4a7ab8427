/** A text matches a pattern as a whole, where `*` stands for any characters. Case does not matter. Takes linear time. */
export function glob(pattern: string): (text: string) => boolean {
  const pieces = pattern.toLowerCase().split('*');
  const [start = '', ...middle] = pieces;
  const end = middle.pop();
  if (end === undefined) return (text) => text.toLowerCase() === start;
  return (text) => {
    const folded = text.toLowerCase();
    if (!folded.startsWith(start)) return false;
    let at = start.length;
    for (const piece of middle) {
      const found = folded.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return folded.length - end.length >= at && folded.endsWith(end);
  };
}

/** Like {@link glob}, but a pattern without `*` may stand anywhere in the text. */
export function globOrPart(pattern: string): (text: string) => boolean {
  if (pattern.includes('*')) return glob(pattern);
  const part = pattern.toLowerCase();
  return (text) => text.toLowerCase().includes(part);
}
