import { transports } from '../../profiles/fields/profileFields.ts';
import type { Transport } from '../../profiles/profile.ts';
import type { readArguments } from '../arguments.ts';
import { wrongUsage } from '../wrongUsage.ts';

/** The options by which every command that connects is told where and as whom. */
export const connectionOptions = {
  config: { type: 'string' },
  'env-file': { type: 'string' },
  profile: { type: 'string' },
  platform: { type: 'boolean', default: false },
  quickstart: { type: 'boolean', default: false },
  org: { type: 'string' },
  type: { type: 'string' },
  id: { type: 'string' },
  gateway: { type: 'boolean', default: false },
  app: { type: 'string' },
  'api-key': { type: 'string' },
  host: { type: 'string' },
  domain: { type: 'string' },
  port: { type: 'string' },
  transport: { type: 'string' },
  path: { type: 'string' },
  ca: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  'server-name': { type: 'string' },
  proxy: { type: 'string' },
  'insecure-chain': { type: 'boolean', default: false },
  'insecure-host': { type: 'boolean', default: false },
  mqtt: { type: 'string' },
  'token-file': { type: 'string' },
  // Known only to be refused with its reason.
  token: { type: 'string' },
} as const;

/** What was given of them. */
export type ConnectionValues = ReturnType<typeof readArguments<typeof connectionOptions>>['values'];

/** The configurations that say who connects, of which there is one at most. */
const sources = ['config', 'env-file', 'profile'] as const;

/** What says who connects and where, which a configuration says already. */
const identity = ['org', 'type', 'id', 'app', 'api-key', 'domain', 'quickstart'] as const;

/** @throws Refusal for options that contradict each other, and for a token among the arguments. */
export function checkConnectionValues(command: string, values: ConnectionValues): void {
  if (values.token !== undefined) {
    throw wrongUsage(
      command,
      'A token is never an argument: other users of this machine see the arguments of a program, and shells keep them.',
      'Put it into the environment variable WIOTP_AUTH_TOKEN, or into a file, and name that with --token-file.',
    );
  }
  const given = (name: keyof ConnectionValues): boolean => values[name] !== undefined && values[name] !== false;
  const [source, other] = sources.filter(given);
  if (source !== undefined && other !== undefined) throw wrongUsage(command, `--${source} and --${other} exclude each other.`);
  const said = identity.find(given);
  if (source !== undefined && said !== undefined)
    throw wrongUsage(command, `--${source} says who connects and where; leave --${said} out, or leave --${source} out and say everything.`);
  if (source === 'profile' && values.gateway)
    throw wrongUsage(command, 'A profile says itself whether it is a gateway; leave --gateway out.');
  const places = (['platform', 'host', 'domain'] as const).filter(given);
  if (places.length > 1) throw wrongUsage(command, `--${places[0]} and --${places[1]} exclude each other.`);
  const people = (['id', 'app'] as const).filter(given);
  if (people.length > 1)
    throw wrongUsage(command, '--id and --app exclude each other: the one is a device or gateway, the other an application.');
}

/** The port that was given. @throws Refusal when it is none. */
export function portOf(command: string, { port }: ConnectionValues): number | undefined {
  if (port === undefined) return undefined;
  if (/^\d{1,5}$/.test(port)) return Number(port);
  throw wrongUsage(command, `--port must be a whole number; it is "${port}".`);
}

/** The transport that was given. @throws Refusal when there is none of this name. */
export function transportOf(command: string, { transport }: ConnectionValues): Transport | undefined {
  if (transport === undefined) return undefined;
  const found = transports.find((candidate) => candidate === transport);
  if (found === undefined) throw wrongUsage(command, `--transport is one of ${transports.join(', ')}; it is "${transport}".`);
  return found;
}
