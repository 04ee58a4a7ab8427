import type { ActionEntry, ActionReport } from '../../../rpc/device/actionState.ts';
import type { DeviceProblem, DeviceState } from '../../../rpc/device/deviceState.ts';
import { kindNamed } from '../../../wiotp/catalog.ts';
import { progressText } from '../byteCount.ts';

/** What makes the text of reports. */
export interface ReportTexts {
  readonly problemsText: typeof problemsText;
  readonly actionReportText: typeof actionReportText;
}

const width = 100;

/** Everything that a device did that a strict platform minds, to be read. */
export function problemsText({ typeId, deviceId }: DeviceState, problems: readonly DeviceProblem[]): string {
  const title = `Problems of ${typeId} ${deviceId}`;
  if (problems.length === 0) return page(title, ['Nothing that the platform minds was seen since it started.']);
  return page(title, problems.flatMap((problem) => ['', ...problemLines(problem)]).slice(1));
}

/** An action from its request to its end, to be read. */
export function actionReportText(report: ActionReport): string {
  const { action, device, state, note, rc, progress, requestId, started, changed, timeline, problems } = report;
  const facts = [
    ['Device', `${device.typeId} ${device.deviceId}`],
    ['State', rc === undefined ? state : `${state}, rc ${rc}`],
    ['', oneLine(note)],
    ...(progress === undefined ? [] : [['Image', progressText(progress)]]),
    ['Request', requestId],
    ['Started', time(started)],
    ['Changed', time(changed)],
  ].filter(([, value]) => value !== '');
  return page(`Action ${action}`, [
    ...facts.map(([name = '', value = '']) => `${name.padEnd(9)}${value}`),
    '',
    'Timeline',
    '',
    ...timeline.map((entry) => entryLine(entry, started)),
    ...(problems.length === 0 ? [] : ['', 'Problems', ...problems.flatMap((problem) => ['', ...problemLines(problem)])]),
  ]);
}

function problemLines({ severity, rule, message, topic, first, last, times }: DeviceProblem): string[] {
  const when = times === 1 ? time(first) : `${times} times, first ${time(first)}, last ${time(last)}`;
  return [
    `${severity}  ${rule}`,
    ...wrapped(oneLine(message), '  '),
    ...(topic === undefined ? [] : [`  on ${oneLine(topic)}`]),
    `  ${when}`,
  ];
}

const arrows = { up: 'from the device', down: 'to the device', none: '' } as const;

function entryLine({ time: at, direction, kind, reqId, rc, text }: ActionEntry, started: number): string {
  const parts = [kind === undefined ? '' : kindNamed(kind).title, arrows[direction], rc === undefined ? '' : `rc ${rc}`].filter(
    (part) => part !== '',
  );
  const line = [parts.join(', '), oneLine(text)].filter((part) => part !== '').join(': ');
  return `${seconds(at - started)}  ${line}${reqId === undefined ? '' : ` (reqId ${oneLine(reqId)})`}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`.padStart(12);
}

function time(at: number): string {
  return new Date(at).toISOString();
}

function page(title: string, lines: readonly string[]): string {
  return [title, '='.repeat(Math.min(title.length, width)), '', ...lines, ''].join('\n');
}

/** What came over the wire must not look like lines of ours. */
function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').toWellFormed();
}

function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
