import { contentNames } from '../../lint/files/fileEntries.ts';
import { workbenchFileNamed, type WorkbenchFile } from '../../lint/files/ourFile.ts';
import type { LintMessage } from '../../lint/lintMessage.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { findPayloadKind, type PayloadKind } from '../../wiotp/genericKinds.ts';
import type { Qos, Sender } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { readArguments } from '../arguments.ts';
import { wrongUsage } from '../wrongUsage.ts';

/** What the user says the files hold. */
export type ChosenContent =
  | { readonly type: 'kind'; readonly kind: PayloadKind }
  /** The linter judges it: it may be the topic of no kind. */
  | { readonly type: 'topic'; readonly topic: string }
  | { readonly type: 'transcript' }
  | WorkbenchFile;

/** How the report is written. */
export type ReportFormat = 'text' | 'json' | 'github';

/** What `wiotp lint` was asked for. */
export interface LintCommandOptions {
  /** Files, folders and `-` as they were typed; at least one. */
  readonly targets: readonly string[];
  readonly content?: ChosenContent;
  /** What is known about the messages besides their content. */
  readonly message: Pick<LintMessage, 'sender' | 'qos' | 'retain'>;
  readonly strict: boolean;
  readonly format: ReportFormat;
  readonly useSettings: boolean;
}

const options = {
  kind: { type: 'string' },
  topic: { type: 'string' },
  from: { type: 'string' },
  qos: { type: 'string' },
  retain: { type: 'boolean' },
  strict: { type: 'boolean', default: false },
  format: { type: 'string' },
  json: { type: 'boolean', default: false },
  'no-settings': { type: 'boolean', default: false },
} as const;

const senders: Readonly<Record<string, Sender>> = { device: 'device', gateway: 'gateway', app: 'application', platform: 'platform' };
const qualities: Readonly<Record<string, Qos>> = { '0': 0, '1': 1, '2': 2 };
const formats: Readonly<Record<string, ReportFormat>> = { text: 'text', json: 'json', github: 'github' };

/** Reads the arguments after `lint`. @throws Refusal for wrong usage. */
export function readLintOptions(args: readonly string[]): LintCommandOptions {
  const { values, positionals: targets } = readArguments('lint', args, options);
  const { kind, topic, from, qos, retain, json } = values;
  if (kind !== undefined && topic !== undefined) throw refused('--kind and --topic exclude each other: a topic tells the kind.');
  const content = topic === undefined ? chosenKind(kind) : chosenTopic(topic);
  if (json && values.format !== undefined && values.format !== 'json')
    throw refused(`--json and --format ${values.format} exclude each other.`);
  if (targets.length === 0) throw refused('There is nothing to check. Name files or folders, or - for standard input.');
  return {
    targets,
    ...(content === undefined ? {} : { content }),
    message: {
      ...(from === undefined ? {} : { sender: oneOf('--from', from, senders) }),
      ...(qos === undefined ? {} : { qos: oneOf('--qos', qos, qualities) }),
      ...(retain === undefined ? {} : { retain }),
    },
    strict: values.strict,
    format: json ? 'json' : oneOf('--format', values.format ?? 'text', formats),
    useSettings: !values['no-settings'],
  };
}

function chosenTopic(topic: string): ChosenContent {
  if (topic === '') throw refused('--topic must not be empty.');
  return { type: 'topic', topic };
}

function chosenKind(name: string | undefined): ChosenContent | undefined {
  if (name === undefined) return undefined;
  if (name === 'transcript') return { type: 'transcript' };
  const workbenchFile = workbenchFileNamed(name);
  if (workbenchFile !== undefined) return workbenchFile;
  const kind = contentNames().includes(name) ? findPayloadKind(name) : undefined;
  if (kind !== undefined) return { type: 'kind', kind };
  const meant = nearest(name, contentNames());
  throw wrongUsage(
    'lint',
    `There is no kind "${name}" of payload.${meant === undefined ? '' : ` Is ${meant} meant?`}`,
    'wiotp kinds lists all.',
  );
}

function oneOf<Value>(option: string, text: string, table: Readonly<Record<string, Value>>): Value {
  const value = Object.hasOwn(table, text) ? table[text] : undefined;
  if (value === undefined) throw refused(`${option} must be one of ${Object.keys(table).join(', ')}; it is "${text}".`);
  return value;
}

function refused(message: string): Refusal {
  return wrongUsage('lint', message);
}
