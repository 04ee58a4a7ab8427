import type { DoctorStep } from '../../rpc/session/doctorReport.ts';
import { isRefusal } from '../../wiotp/refusal.ts';

/** What came of a step, but for its name and time. */
export type Finding = Omit<DoctorStep, 'step' | 'ms'>;

/** One thing that was seen. */
export type Fact = Finding['facts'][number];

export function passed(text: string, facts: readonly Fact[] = []): Finding {
  return { result: 'passed', text, facts };
}

export function skipped(text: string): Finding {
  return { result: 'skipped', text, facts: [] };
}

/** It works, but not as it should. */
export function warning(text: string, advice: string, facts: readonly Fact[] = []): Finding {
  return { result: 'warning', text, advice, facts };
}

/** What an error says; one that is no refusal is a defect of ours and is shown as it is. */
export function failed(error: unknown, facts: readonly Fact[] = []): Finding {
  if (isRefusal(error)) return { result: 'failed', text: withStop(error.message), advice: error.advice, facts };
  return { result: 'failed', text: withStop(error instanceof Error ? error.message : String(error)), facts };
}

/** The same finding as a warning where something speaks against it; texts of several are put together. */
export function withWarnings(finding: Finding, warnings: readonly Warning[]): Finding {
  if (warnings.length === 0 || finding.result === 'failed') return finding;
  const text = [finding.text, ...warnings.map((each) => each.text)].join(' ');
  const advice = [...new Set(warnings.map((each) => each.advice))].join(' ');
  return { ...finding, result: 'warning', text, advice };
}

/** Something that works but should not stay as it is, in full sentences. */
export interface Warning {
  readonly text: string;
  readonly advice: string;
}

export function fact(label: string, value: string): Fact {
  return { label, value };
}

/** A text as a full sentence. */
export function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
