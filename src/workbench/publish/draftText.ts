import { deviceText } from '../../wiotp/deviceName.ts';
import type { Draft, DraftPayload } from './draft.ts';

/** How much of a payload a line of a list shows. */
const shown = 200;

/** A draft in one line, without its name and what it carries: `json · QoS 1 · thermostat:t-1`. */
export function draftLine({ format, qos, device }: Draft): string {
  return [format, `QoS ${qos}`, ...(device === undefined ? [] : [deviceText(device)])].join(' · ');
}

/** The beginning of a payload in one line: its text, or its bytes in hexadecimal digits. */
export function payloadLine({ payload, encoding }: DraftPayload): string {
  return encoding === undefined ? textLine(payload) : bytesLine(Buffer.from(payload, 'base64'));
}

/** The beginning of a text in one line. */
export function textLine(text: string): string {
  const line = text
    .slice(0, 2 * shown)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return withoutIcons(line.length > shown ? `${line.slice(0, shown)}…` : line);
}

/** A text in which VS Code finds no icons such as `$(trash)`: it shows it as it is. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', () => '\\$(');
}

/** The first bytes in hexadecimal digits. */
export function bytesLine(bytes: Uint8Array): string {
  const most = 32;
  const digits = Buffer.from(bytes.subarray(0, most))
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1 ');
  return bytes.byteLength > most ? `${digits} …` : digits;
}
