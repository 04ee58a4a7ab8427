import { jobLimits } from '../../rpc/device/jobLimits.ts';
import { readDevice, type DeviceName } from '../../wiotp/deviceName.ts';
import type { Qos } from '../../wiotp/message.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { readArguments } from '../arguments.ts';
import { connectionOptions, type ConnectionValues } from '../connection/connectionOptions.ts';
import { wrongUsage } from '../wrongUsage.ts';

/** Where a payload comes from. */
export type PayloadSource =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'file'; readonly file: string } | { readonly type: 'input' };

/** What `wiotp publish` was asked for. */
export interface PublishOptions {
  readonly connection: ConnectionValues;
  readonly event?: string;
  readonly command?: string;
  readonly device?: DeviceName;
  readonly format: string;
  readonly payload: PayloadSource;
  readonly raw: boolean;
  /** Names of variables of the environment that the payload may use. */
  readonly environment: readonly string[];
  readonly qos: Qos;
  readonly everyMs?: number;
  readonly count?: number;
  readonly anyway: boolean;
  readonly json: boolean;
}

const options = {
  ...connectionOptions,
  event: { type: 'string' },
  command: { type: 'string' },
  device: { type: 'string' },
  format: { type: 'string', default: 'json' },
  payload: { type: 'string' },
  file: { type: 'string' },
  raw: { type: 'boolean', default: false },
  env: { type: 'string', multiple: true },
  qos: { type: 'string' },
  every: { type: 'string' },
  count: { type: 'string' },
  anyway: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Reads the arguments after `publish`. @throws Refusal for wrong usage. */
export function readPublishOptions(args: readonly string[]): PublishOptions {
  const { values, positionals } = readArguments('publish', args, options);
  const { event, command, device, format, payload, file, raw, env = [], qos = '0', every, count, anyway, json, ...connection } = values;
  if ((event === undefined) === (command === undefined)) throw refused('Give one of --event and --command.');
  const quality = ([0, 1, 2] as const).find((candidate) => String(candidate) === qos);
  if (quality === undefined) throw refused(`--qos is one of 0, 1, 2; it is "${qos}".`);
  const everyMs = every === undefined ? undefined : numberOf('--every', every, jobLimits.leastMs, jobLimits.mostMs);
  const times = count === undefined ? undefined : numberOf('--count', count, 1, jobLimits.mostTimes);
  if (times !== undefined && times > 1 && everyMs === undefined) throw refused('--count needs --every.');
  return {
    connection,
    ...(event === undefined ? {} : { event }),
    ...(command === undefined ? {} : { command }),
    ...(device === undefined ? {} : { device: deviceOf(device) }),
    format,
    payload: payloadOf(payload, file, positionals),
    raw,
    environment: env,
    qos: quality,
    ...(everyMs === undefined ? {} : { everyMs }),
    ...(times === undefined ? {} : { count: times }),
    anyway,
    json,
  };
}

function payloadOf(text: string | undefined, file: string | undefined, positionals: readonly string[]): PayloadSource {
  const [first, ...more] = positionals;
  if (first !== undefined && (first !== '-' || more.length > 0))
    throw refused(`"${first}" is no option. A payload is given with --payload or --file, or as - for standard input.`);
  const given: readonly PayloadSource[] = [
    ...(text === undefined ? [] : [{ type: 'text', text } as const]),
    ...(file === undefined ? [] : [{ type: 'file', file } as const]),
    ...(first === undefined ? [] : [{ type: 'input' } as const]),
  ];
  const [source, other] = given;
  if (source === undefined) throw refused('The payload is missing: give --payload, --file, or - for standard input.');
  if (other !== undefined) throw refused('Give one of --payload, --file and -.');
  return source;
}

function deviceOf(text: string): DeviceName {
  const read = readDevice(text);
  if (typeof read !== 'string') return read;
  throw refused(`--device is TYPE:ID; it is "${shownText(text)}". ${read}`);
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw refused(`${option} must be a whole number from ${least} to ${most}; it is "${text}".`);
}

function refused(message: string): Error {
  return wrongUsage('publish', message);
}
