import type { Header } from '../model.ts';
import { templateParts } from '../variableSyntax.ts';

const fresh = /^(now|uuid|counter|random:.*)$/;

/**
 * A text with the variables filled that are known before the run: those of `vars`, and the device’s own IDs. One that is
 * new every time becomes something that occurs nowhere else, with `unique`; the others stay as they are written,
 * so that equal names stay equal texts.
 */
export function settle(text: string, { vars, typeId, deviceId }: Header, unique: number): string {
  const parts = templateParts(text);
  if (parts.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const part of parts) {
    const written = text.slice(part.start, part.end);
    pieces.push(text.slice(at, part.start), part.type === 'variable' ? (known(part.name) ?? freshOne(part.name) ?? written) : written);
    at = part.end;
  }
  return [...pieces, text.slice(at)].join('');

  function known(name: string): string | undefined {
    const value = vars.get(name)?.value.value;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    return name === 'typeId' ? typeId?.value : name === 'deviceId' ? deviceId?.value : undefined;
  }

  function freshOne(name: string): string | undefined {
    return fresh.test(name) ? `${name} ${unique}` : undefined;
  }
}
