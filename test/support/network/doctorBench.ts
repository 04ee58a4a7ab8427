import assert from 'node:assert/strict';
import { examine, type Examination } from '../../../src/engine/doctor/examine.ts';
import type { Endpoint, SessionSettings } from '../../../src/profiles/sessionSettings.ts';
import type { DoctorReport, DoctorStep, DoctorStepName } from '../../../src/rpc/session/doctorReport.ts';
import { testSettings } from '../engine/testSettings.ts';
import { soon } from '../platform/soon.ts';

/** The token of every examination; it must show up nowhere. */
export const doctorToken = 'tell-nobody-this-token';

/** Examines an endpoint, up to the subscriptions unless told. What was heard on the way is the report. */
export async function diagnose(
  endpoint: Endpoint,
  settings: Partial<SessionSettings> = {},
  examination: Partial<Examination> = {},
): Promise<DoctorReport> {
  const heard: DoctorStep[] = [];
  const report = await soon(
    'a report',
    examine({
      settings: testSettings(endpoint.port, { endpoint, ...settings }),
      secrets: { token: doctorToken },
      reach: 'subscribe',
      heard: (step) => heard.push(step),
      signal: new AbortController().signal,
      stepMs: 5_000,
      ...examination,
    }),
  );
  assert.deepEqual(report.steps, heard);
  assert.equal(report.steps.length, 8);
  assert.doesNotMatch(JSON.stringify(report), new RegExp(doctorToken));
  for (const { text, advice = '.' } of heard) for (const said of [text, advice]) assert.match(said, /[.)]$/);
  return report;
}

/** The results in order: `tcp passed`, without what was skipped. */
export function results({ steps }: DoctorReport): readonly string[] {
  return steps.filter(({ result }) => result !== 'skipped').map(({ step, result }) => `${step} ${result}`);
}

export function stepOf({ steps }: DoctorReport, name: DoctorStepName): DoctorStep {
  return steps.find(({ step }) => step === name) ?? assert.fail(`no step ${name}`);
}

/** A step as one text, with its facts: `Names: localhost`. */
export function told(report: DoctorReport, name: DoctorStepName): string {
  const { text, advice, facts } = stepOf(report, name);
  return [text, advice ?? '', ...facts.map(({ label, value }) => `${label}: ${value}`)].join('\n');
}
