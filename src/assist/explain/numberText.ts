import type { Meaning } from '../../wiotp/explain.ts';
import { table } from '../../wiotp/table.ts';

/** The meanings of a number for people. */
export function numberText(number: number, meanings: readonly Meaning[]): string {
  if (meanings.length === 0) return `${number} means nothing here: it is no rc, no CONNACK code, no MQTT 5 reason code and no close code.`;
  return meanings.map(meaningText).join('\n\n');
}

function meaningText({ of, code, meaning, advice, kinds = [] }: Meaning): string {
  const shown = of === 'MQTT 5 reason code' ? `0x${code.toString(16).toUpperCase().padStart(2, '0')} (${code})` : String(code);
  const answers = kinds.length === 0 ? '' : `\n${table(kinds.map(({ kind, meaning: here }) => [`    to ${kind}`, here]))}`;
  return `${of} ${shown}: ${meaning}\n  ${advice}${answers}`;
}
