import type { PortWish } from '../platform/listener.ts';
import type { Refusal } from '../wiotp/refusal.ts';
import { readOptions } from './arguments.ts';
import { wrongUsage as wrongUsageOf } from './wrongUsage.ts';

/** What `wiotp platform` was asked for. */
export interface PlatformOptions {
  readonly host: string;
  readonly port: PortWish;
  readonly dataFolder?: string;
  readonly registryFile?: string;
  readonly json: boolean;
  readonly controlFile?: string;
  readonly lingerSeconds?: number;
}

/** The port of MQTT without TLS. */
const defaultPort = 1883;

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string' },
  'prefer-port': { type: 'string' },
  data: { type: 'string' },
  registry: { type: 'string' },
  json: { type: 'boolean', default: false },
  control: { type: 'string' },
  linger: { type: 'string' },
} as const;

/** Reads the arguments after `platform`. @throws Refusal for wrong usage. */
export function readPlatformOptions(args: readonly string[]): PlatformOptions {
  const values = readOptions('platform', args, options);
  if (values.port !== undefined && values['prefer-port'] !== undefined) throw wrongUsage('--port and --prefer-port exclude each other.');
  if (values.linger !== undefined && values.control === undefined) throw wrongUsage('--linger needs --control.');
  return {
    host: values.host,
    port: readPort(values.port, values['prefer-port']),
    json: values.json,
    ...(values.data === undefined ? {} : { dataFolder: values.data }),
    ...(values.registry === undefined ? {} : { registryFile: values.registry }),
    ...(values.control === undefined ? {} : { controlFile: values.control }),
    ...(values.linger === undefined ? {} : { lingerSeconds: readNumber('--linger', values.linger, 1e6) }),
  };
}

function readPort(given: string | undefined, preferred: string | undefined): PortWish {
  if (given !== undefined) return { port: readInteger('--port', given, 65_535), orAnother: false };
  if (preferred !== undefined) return { port: readInteger('--prefer-port', preferred, 65_535), orAnother: true };
  return { port: defaultPort, orAnother: true };
}

function readInteger(option: string, text: string, most: number): number {
  const value = readNumber(option, text, most);
  if (!Number.isInteger(value)) throw wrongUsage(`${option} must be a whole number.`);
  return value;
}

function readNumber(option: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(value <= most)) throw wrongUsage(`${option} must be a number from 0 to ${most}; it is "${text}".`);
  return value;
}

function wrongUsage(message: string): Refusal {
  return wrongUsageOf('platform', message);
}
