import { fillTemplate, type TemplateSources } from '../../transcript/variables.ts';
import { templateParts } from '../../transcript/variableSyntax.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import { payloadRefusal } from '../../wiotp/messageRefusal.ts';
import type { DraftPayload } from './draft.ts';

/** A payload with its variables filled in. */
export interface FilledPayload {
  readonly bytes: Uint8Array;
  /** Absent when the bytes are no text in UTF-8. */
  readonly text: string | undefined;
  /** Whether it has variables, so that it is another one each time. */
  readonly isTemplate: boolean;
}

const encoder = new TextEncoder();
const digits = new Intl.NumberFormat('en');

/**
 * Fills in the variables of a payload.
 * @throws Refusal for a variable that cannot be filled in, and for more bytes than the platform takes.
 */
export function fillPayload(given: DraftPayload, sources: TemplateSources): FilledPayload {
  const filled = given.encoding === undefined ? textPayload(given.payload, sources) : bytesPayload(given.payload);
  const refusal = payloadRefusal(filled.bytes.byteLength);
  if (refusal !== undefined) throw refusal;
  return filled;
}

/** How much of the room that the platform allows a payload takes: `35 of 131,072 bytes`. */
export function sizeMeter(bytes: number): string {
  return `${digits.format(bytes)} of ${digits.format(maxPayloadBytes)} bytes`;
}

function textPayload(template: string, sources: TemplateSources): FilledPayload {
  const text = fillTemplate(template, sources);
  return { bytes: encoder.encode(text), text, isTemplate: templateParts(template).length > 0 };
}

function bytesPayload(base64: string): FilledPayload {
  const bytes = Buffer.from(base64, 'base64');
  let text: string | undefined;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    text = undefined;
  }
  return { bytes, text, isTemplate: false };
}
