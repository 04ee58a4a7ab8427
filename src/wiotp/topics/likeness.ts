/**
 * How alike two texts are, from 0 to 1, by the characters that they share at their beginnings and ends. Upper and lower case
 * are alike.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return a === b ? 1 : (2 * (start + end)) / (a.length + b.length);
}

/** From here on, one text is taken for a slip in writing the other. */
export const alike = 0.55;
