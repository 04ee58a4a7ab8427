import { hexDump } from '../text/hexDump.ts';
import { prettyJson, type Line } from '../text/prettyJson.ts';
import { visibleText } from '../text/visibleText.ts';

/** The three ways to look at a payload. */
export const payloadTabs = ['json', 'text', 'hex'] as const;
export type PayloadTab = (typeof payloadTabs)[number];

/** A payload in one of its views. */
export interface PayloadView {
  /** What to draw, with everything invisible made visible. */
  readonly lines: readonly Line[];
  /** The same for the clipboard, with every character as it was sent. */
  readonly copy: string;
  /** Why the payload is not shown as was asked. */
  readonly note?: string;
}

/** A payload as one of its views. What is no JSON is shown as text, with the reason. */
export function payloadView(payload: Uint8Array, tab: PayloadTab): PayloadView {
  switch (tab) {
    case 'json':
      return jsonView(payload);
    case 'text':
      return textView(payload);
    case 'hex': {
      const dump = hexDump(payload);
      return { lines: dump.map(plain), copy: dump.join('\n') };
    }
  }
}

/** The payload as text; bytes that are no UTF-8 become U+FFFD, and a byte order mark stays. */
export function payloadText(payload: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload);
}

function textView(payload: Uint8Array): PayloadView {
  const copy = payloadText(payload);
  return { lines: copy.split('\n').map(plain), copy };
}

function jsonView(payload: Uint8Array): PayloadView {
  try {
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    JSON.parse(json);
    const lines = prettyJson(json);
    const copy = lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
    return { lines: lines.map((line) => line.map(({ part, text }) => ({ part, text: visibleText(text) }))), copy };
  } catch (error) {
    return { ...textView(payload), note: `This is not JSON. ${whyNot(error)}` };
  }
}

function whyNot(error: unknown): string {
  if (error instanceof SyntaxError) return `${visibleText(error.message)}.`;
  return 'JSON is UTF-8, and some bytes of this payload are not.';
}

function plain(text: string): Line {
  return [{ part: 'plain', text: visibleText(text) }];
}
