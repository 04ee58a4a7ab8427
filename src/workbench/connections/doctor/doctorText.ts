import * as vscode from 'vscode';
import type { DoctorReport, DoctorStep, DoctorStepName } from '../../../rpc/session/doctorReport.ts';

const stepNames: Readonly<Record<DoctorStepName, string>> = {
  files: vscode.l10n.t('Files'),
  proxy: vscode.l10n.t('Proxy'),
  name: vscode.l10n.t('Name resolution'),
  tcp: vscode.l10n.t('TCP'),
  tls: vscode.l10n.t('TLS'),
  websocket: vscode.l10n.t('WebSocket'),
  connect: vscode.l10n.t('CONNECT'),
  subscribe: vscode.l10n.t('SUBSCRIBE'),
};

const marks: Readonly<Record<DoctorStep['result'], string>> = {
  passed: vscode.l10n.t('✓ passed'),
  warning: vscode.l10n.t('! works, but'),
  failed: vscode.l10n.t('✗ failed'),
  skipped: vscode.l10n.t('– skipped'),
};

/** What a step is called. */
export function stepName({ step }: Pick<DoctorStep, 'step'>): string {
  return stepNames[step];
}

/** An examination as a text to read. `notes` say what was not done, and why. */
export function doctorText(report: DoctorReport, name: string, notes: readonly string[] = []): string {
  const failed = report.steps.find(({ result }) => result === 'failed');
  const warned = report.steps.some(({ result }) => result === 'warning');
  const verdict =
    failed !== undefined
      ? vscode.l10n.t('It does not work: {0} failed.', stepName(failed))
      : warned
        ? vscode.l10n.t('It works, but not everything is as it should be.')
        : vscode.l10n.t('Everything that was tested works.');
  return [
    vscode.l10n.t('Diagnosis of {0}', name),
    '',
    `${vscode.l10n.t('Address')}: ${report.address}`,
    `${vscode.l10n.t('Client ID')}: ${report.clientId}`,
    '',
    verdict,
    ...notes,
    ...report.steps.flatMap(stepLines),
    '',
  ].join('\n');
}

function stepLines(step: DoctorStep): readonly string[] {
  const time = step.result === 'skipped' ? '' : ` (${Math.round(step.ms)} ms)`;
  return [
    '',
    `${marks[step.result]}  ${stepName(step)}${time}`,
    ...indented(step.text),
    ...step.facts.flatMap(({ label, value }) => indented(`${label}: ${value}`)),
    ...(step.advice === undefined ? [] : indented(`→ ${step.advice}`)),
  ];
}

/** Lines of a report are no longer than this, so that nobody has to scroll sideways. */
const lineLength = 96;

function indented(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap(wrapped)
    .map((line) => `    ${line}`);
}

/** Breaks between words only: an address or a name that is longer stays whole. */
function wrapped(line: string): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + word.length >= lineLength) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
