import { readFileSync } from 'node:fs';
import type { DeviceName } from '../rpc/platformContract.ts';
import { isApiKey } from '../wiotp/credentials.ts';
import { checkId, checkOrg, checkToken } from '../wiotp/names.ts';
import { Refusal } from '../wiotp/refusal.ts';
import { reasonOf } from './reasonOf.ts';

/** What a registry file asks for. Where a token is missing, one is to be generated. */
export interface RegistryFile {
  readonly org?: string;
  readonly devices: readonly (DeviceName & { readonly authToken?: string })[];
  readonly apiKeys: readonly { readonly key: string; readonly token?: string }[];
  /** What the file contains but this platform does not serve, as sentences for people. */
  readonly notices: readonly string[];
}

/**
 * Reads a registry file. A token may be `"${env:NAME}"`, the value of an environment variable.
 * @throws Refusal when the file cannot be read or breaks a rule; it names the member, and never shows a token.
 */
export function readRegistryFile(file: string, environment: Readonly<Record<string, string | undefined>>): RegistryFile {
  const content = expectObject(parse(file), file);
  const org = optionalText(content, 'org', file);
  const wrongOrg = org === undefined ? undefined : checkOrg(org);
  if (wrongOrg !== undefined) throw wrongFile(file, `org: ${wrongOrg}`);
  const devices = list(content, 'devices', file).map(({ entry, place }) => readDevice(entry, `${file}: ${place}`, environment));
  const apiKeys = list(content, 'apiKeys', file).map(({ entry, place }) => readApiKey(entry, `${file}: ${place}`, environment, org));
  const gateways = list(content, 'gateways', file).length;
  const notices = gateways === 0 ? [] : [`${gateways} gateways of ${file} were not registered: this platform does not serve gateways yet.`];
  return { ...(org === undefined ? {} : { org }), devices, apiKeys, notices };
}

type Environment = Readonly<Record<string, string | undefined>>;
type Members = Readonly<Record<string, unknown>>;

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrongFile(file, reasonOf(error), error);
  }
}

function readDevice(entry: Members, place: string, environment: Environment): DeviceName & { authToken?: string } {
  const typeId = text(entry, 'typeId', place);
  const deviceId = text(entry, 'deviceId', place);
  const wrong = checkId('typeId', typeId) ?? checkId('deviceId', deviceId);
  if (wrong !== undefined) throw wrongFile(place, wrong);
  const authToken = token(entry, 'authToken', place, environment);
  return { typeId, deviceId, ...(authToken === undefined ? {} : { authToken }) };
}

function readApiKey(entry: Members, place: string, environment: Environment, org: string | undefined): { key: string; token?: string } {
  const key = text(entry, 'key', place);
  if (!isApiKey(key)) throw wrongFile(place, 'key must be a-{org}-{10 letters and digits}.');
  if (org !== undefined && !key.startsWith(`a-${org}-`)) throw wrongFile(place, `key must begin with a-${org}-.`);
  const secret = token(entry, 'token', place, environment);
  return { key, ...(secret === undefined ? {} : { token: secret }) };
}

function token(entry: Members, name: string, place: string, environment: Environment): string | undefined {
  const written = optionalText(entry, name, place);
  const variable = written === undefined ? undefined : /^\$\{env:(\w+)\}$/.exec(written)?.[1];
  const value = variable === undefined ? written : environment[variable];
  if (variable !== undefined && value === undefined) throw wrongFile(place, `${name}: the environment variable ${variable} is not set.`);
  const wrong = value === undefined ? undefined : checkToken(value);
  if (wrong !== undefined) throw wrongFile(place, `${name}: ${wrong}`);
  return value;
}

function list(content: Members, name: string, file: string): { entry: Members; place: string }[] {
  const value = content[name];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrongFile(file, `${name} must be a list.`);
  return value.map((entry, at) => ({ entry: expectObject(entry, `${file}: ${name}[${at}]`), place: `${name}[${at}]` }));
}

function text(entry: Members, name: string, place: string): string {
  const value = optionalText(entry, name, place);
  if (value === undefined) throw wrongFile(place, `${name} is missing.`);
  return value;
}

function optionalText(entry: Members, name: string, place: string): string | undefined {
  const value = entry[name];
  if (value !== undefined && typeof value !== 'string') throw wrongFile(place, `${name} must be text.`);
  return value;
}

function expectObject(value: unknown, place: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongFile(place, 'there must be a JSON object.');
  return value as Members;
}

function wrongFile(place: string, what: string, cause?: unknown): Refusal {
  return new Refusal(
    `The registry file cannot be used: ${place}: ${what}`,
    { rule: 'a registry file names devices and API keys', advice: 'Put the file right and start again.' },
    { cause },
  );
}
