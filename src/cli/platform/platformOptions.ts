import { usualWishes, type PlatformWishes } from '../../platform/platformWishes.ts';
import type { PortWish } from '../../platform/ports/portWish.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { readOptions } from '../arguments.ts';
import { wrongUsage as wrongUsageOf } from '../wrongUsage.ts';

/** What `wiotp platform` was asked for. */
export interface PlatformOptions {
  readonly host: string;
  readonly port: PortWish;
  /** Absent where no TLS is wanted. */
  readonly tlsPort?: PortWish;
  /** One more port with TLS, such as 443, where the REST interface of the service is. */
  readonly httpsPort?: number;
  readonly quickstartPort?: number;
  readonly certificateNames: readonly string[];
  readonly wishes: PlatformWishes;
  readonly dataFolder?: string;
  readonly registryFile?: string;
  readonly json: boolean;
  /** Whether the platform can be attached to over the network. */
  readonly attach: boolean;
  readonly controlFile?: string;
  readonly lingerSeconds?: number;
  readonly keepRunning: boolean;
  /** Whether a platform of its own is asked for, and not just any that runs. */
  readonly isOwn: boolean;
  /** The options that say how a platform is started, as they were written: they mean nothing to one that runs already. */
  readonly shaping: readonly string[];
}

/** The ports of MQTT without and with TLS. */
const [defaultPort, defaultTlsPort] = [1883, 8883];

const highestPort = 65_535;
const mostLingerSeconds = 1e6;

const options = {
  host: { type: 'string' },
  port: { type: 'string' },
  'tls-port': { type: 'string' },
  'no-tls': { type: 'boolean', default: false },
  'https-port': { type: 'string' },
  'quickstart-port': { type: 'string' },
  'quickstart-drops': { type: 'string' },
  'certificate-name': { type: 'string', multiple: true },
  quota: { type: 'string' },
  tolerant: { type: 'boolean', default: false },
  data: { type: 'string' },
  registry: { type: 'string' },
  attach: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  control: { type: 'string' },
  linger: { type: 'string' },
  'keep-running': { type: 'boolean', default: false },
  'prefer-port': { type: 'string' },
  'prefer-tls-port': { type: 'string' },
} as const;

/** Ports that are taken as they are given, and no other. */
const givenPorts = ['port', 'tls-port', 'https-port', 'quickstart-port'] as const;

/** What asks for a platform of its own. */
const ownOptions = ['data', 'registry', 'host', 'port', 'tls-port'] as const;

/** What only says how it is reported, or where. */
const reportOptions: readonly string[] = ['json', 'data', 'control', 'linger', 'keep-running'];

type Values = ReturnType<typeof readOptions<typeof options>>;

/** Reads the arguments after `platform`. @throws Refusal for wrong usage. */
export function readPlatformOptions(args: readonly string[]): PlatformOptions {
  const values = readOptions('platform', args, options);
  expectConsistent(values);
  return {
    host: values.host ?? '127.0.0.1',
    port: readPort('port', 'prefer-port', values, defaultPort),
    ...(values['no-tls'] ? {} : { tlsPort: readPort('tls-port', 'prefer-tls-port', values, defaultTlsPort) }),
    ...whereGiven('httpsPort', readGivenPort('https-port', values)),
    ...whereGiven('quickstartPort', readGivenPort('quickstart-port', values)),
    certificateNames: values['certificate-name'] ?? [],
    wishes: {
      quota: readChoice('quota', values, ['off', 'lite', 'standard']) ?? usualWishes.quota,
      tolerant: values.tolerant,
      quickstartDrops: readChoice('quickstart-drops', values, ['always', 'sometimes', 'never']) ?? usualWishes.quickstartDrops,
    },
    ...whereGiven('dataFolder', values.data),
    ...whereGiven('registryFile', values.registry),
    json: values.json,
    attach: values.attach,
    ...whereGiven('controlFile', values.control),
    ...whereGiven('lingerSeconds', values.linger === undefined ? undefined : readNumber('linger', values.linger, mostLingerSeconds)),
    keepRunning: values['keep-running'],
    isOwn: ownOptions.some((name) => values[name] !== undefined),
    shaping: Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === false || reportOptions.includes(name) ? [] : `--${name}`,
    ),
  };
}

function expectConsistent(values: Values): void {
  const excluding: readonly (readonly [keyof Values, keyof Values])[] = [
    ['port', 'prefer-port'],
    ['tls-port', 'prefer-tls-port'],
    ['no-tls', 'tls-port'],
    ['no-tls', 'https-port'],
    ['no-tls', 'certificate-name'],
  ];
  // Node would take no host for every host.
  if (values.host?.trim() === '') throw wrongUsage('--host needs an address.');
  const given = (name: keyof Values): boolean => values[name] !== undefined && values[name] !== false;
  const both = excluding.find(([one, other]) => given(one) && given(other));
  if (both !== undefined) throw wrongUsage(`--${both[0]} and --${both[1]} exclude each other.`);
  expectDistinctPorts(values);
  if (given('linger') && !given('control')) throw wrongUsage('--linger needs --control.');
  if (given('keep-running') && !given('linger')) throw wrongUsage('--keep-running needs --linger.');
}

/** Two listeners cannot share a port; one that is preferred only is replaced. */
function expectDistinctPorts(values: Values): void {
  const names = new Map<number, string>();
  for (const name of givenPorts) {
    const port = readGivenPort(name, values);
    if (port === undefined || port === 0) continue;
    const other = names.get(port);
    if (other !== undefined) throw wrongUsage(`--${other} and --${name} are both ${port}; each needs a port of its own.`);
    names.set(port, name);
  }
}

function readPort(exact: 'port' | 'tls-port', preferred: 'prefer-port' | 'prefer-tls-port', values: Values, usual: number): PortWish {
  const [given, wanted] = [readGivenPort(exact, values), readGivenPort(preferred, values)];
  if (given !== undefined) return { port: given, orAnother: false };
  return { port: wanted ?? usual, orAnother: true };
}

function readGivenPort(name: (typeof givenPorts)[number] | 'prefer-port' | 'prefer-tls-port', values: Values): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const port = readNumber(name, text, highestPort);
  if (!Number.isInteger(port)) throw wrongUsage(`--${name} must be a whole number.`);
  return port;
}

function readNumber(name: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(value <= most)) throw wrongUsage(`--${name} must be a number from 0 to ${most}; it is "${text}".`);
  return value;
}

function readChoice<const T extends string>(name: 'quota' | 'quickstart-drops', values: Values, choices: readonly T[]): T | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const choice = choices.find((one) => one === text);
  if (choice === undefined) throw wrongUsage(`--${name} is one of ${choices.join(', ')}; it is "${text}".`);
  return choice;
}

function whereGiven<const K extends string, T>(name: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: T });
}

function wrongUsage(message: string): Refusal {
  return wrongUsageOf('platform', message);
}
