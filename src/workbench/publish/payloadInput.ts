import { isBase64 } from '../../lint/base64.ts';
import type { DraftPayload } from './draft.ts';

/**
 * What was typed for a payload: text, or with `hex:` or `base64:` before it bytes, if the format is `bin`. White space between the
 * digits does not count. For what cannot be read the reason as a full sentence.
 */
export function typedPayload(format: string, typed: string): DraftPayload | string {
  const [, notation, digits = ''] = /^(hex|base64):(.*)$/s.exec(typed) ?? [];
  if (format !== 'bin' || notation === undefined) return { payload: typed };
  const packed = digits.replaceAll(/\s+/g, '');
  if (notation === 'base64') {
    return isBase64(packed)
      ? bytesPayload(Buffer.from(packed, 'base64'))
      : 'After "base64:" comes base64 with its padding, such as base64:AQL/.';
  }
  const wrong = /[^0-9A-Fa-f]/u.exec(packed)?.[0];
  if (wrong !== undefined) return `"${wrong}" is no hexadecimal digit.`;
  if (packed.length % 2 !== 0) return 'Each byte takes two hexadecimal digits; the last one has only one.';
  return bytesPayload(Buffer.from(packed, 'hex'));
}

/** The payload of a file: text where it is UTF-8 without a byte order mark, which would be lost, and bytes otherwise. */
export function filePayload(bytes: Uint8Array): DraftPayload {
  try {
    return { payload: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return bytesPayload(bytes);
  }
}

/** A payload as it is typed: the opposite of {@link typedPayload}. */
export function payloadToType({ payload, encoding }: DraftPayload): string {
  return encoding === undefined ? payload : `hex:${Buffer.from(payload, 'base64').toString('hex')}`;
}

function bytesPayload(bytes: Uint8Array): DraftPayload {
  return { payload: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}
