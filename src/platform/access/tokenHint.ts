import type { TokenVerdict } from '../registry/registry.ts';

/** What can be said about a wrong token beyond that it is wrong; empty for nothing. */
export function tokenHint(token: Uint8Array, check: (token: Uint8Array) => TokenVerdict): string {
  const text = Buffer.from(token).toString('utf8');
  const trimmed = Buffer.from(text.trim());
  if (trimmed.length === token.length || check(trimmed) !== 'right') return '';
  return ' It would be right without the white space around it.';
}
