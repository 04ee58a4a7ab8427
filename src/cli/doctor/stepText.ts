import type { DoctorStep } from '../../rpc/session/doctorReport.ts';
import { commandWords } from '../commandWords.ts';
import { printable } from '../../wiotp/printable.ts';

const indent = ' '.repeat(19);

/** A step of an examination as lines: what came of it in words, what was seen, and what to do. */
export function stepText({ step, result, text, advice, facts, ms }: DoctorStep): string {
  const took = result === 'skipped' ? '' : ` (${Math.round(ms)} ms)`;
  const lines = [
    `${result.padEnd(8)} ${step.padEnd(10)}${printable(text)}${took}`,
    ...facts.map(({ label, value }) => `${indent}${printable(`${label}: ${value}`)}`),
    ...(advice === undefined ? [] : [`${indent}${printable(commandWords(advice))}`]),
  ];
  return lines.join('\n');
}
