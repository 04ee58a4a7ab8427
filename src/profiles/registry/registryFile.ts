import { isObject } from '../../lint/json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { checkChosenToken, isApiKey } from '../../wiotp/credentials.ts';
import { checkId, checkOrg, checkToken } from '../../wiotp/names.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { jsonFault } from '../jsonFault.ts';

/** What a registry file asks for. Where a token is missing, one is to be generated. */
export interface RegistryFile {
  readonly org?: string;
  readonly deviceTypes: readonly { readonly id: string; readonly classId: 'Device' | 'Gateway'; readonly attributes: Members }[];
  /** Devices and gateways, in the order of the file. */
  readonly devices: readonly FileDevice[];
  readonly apiKeys: readonly { readonly key: string; readonly token?: string }[];
}

/** A device or gateway of a registry file. */
export interface FileDevice {
  readonly typeId: string;
  readonly deviceId: string;
  readonly classId: 'Device' | 'Gateway';
  /** Of a gateway, where the file says it. */
  readonly role?: 'privileged' | 'standard';
  readonly authToken?: string;
  /** Where it stands, for messages: `registry.json: devices[2]`. */
  readonly place: string;
}

/** Says as a full sentence what the platform refuses about the `deviceInfo` of a device type, as `deviceInfoFault` does. */
export type DeviceInfoCheck = (deviceInfo: unknown) => string | undefined;

type Environment = Readonly<Record<string, string | undefined>>;
type Members = Readonly<Record<string, unknown>>;

const known = {
  file: ['$schema', 'org', 'deviceTypes', 'devices', 'gateways', 'apiKeys'],
  deviceType: ['id', 'classId', 'description', 'deviceInfo', 'metadata'],
  device: ['typeId', 'deviceId', 'authToken'],
  gateway: ['typeId', 'deviceId', 'authToken', 'role'],
  apiKey: ['key', 'token'],
} as const;

/**
 * Reads the text of a registry file, which `file` names. A token may be `"${env:NAME}"`, the value of an environment variable.
 * @throws Refusal when it breaks a rule; it names the member, and never shows a token.
 */
export function readRegistryFile(file: string, text: string, environment: Environment, checkDeviceInfo: DeviceInfoCheck): RegistryFile {
  const content = expectObject(parse(file, text), file);
  optionalText(content, '$schema', file);
  expectKnown(content, known.file, file);
  const org = optionalText(content, 'org', file);
  const wrongOrg = org === undefined ? undefined : checkOrg(org);
  if (wrongOrg !== undefined) throw wrongRegistryFile(file, `org: ${wrongOrg}`);
  const deviceTypes = list(content, 'deviceTypes', file).map(({ entry, place }) =>
    readDeviceType(entry, `${file}: ${place}`, checkDeviceInfo),
  );
  const devices = [
    ...list(content, 'devices', file).map(({ entry, place }) => readDevice(entry, `${file}: ${place}`, environment)),
    ...list(content, 'gateways', file).map(({ entry, place }) => readGateway(entry, `${file}: ${place}`, environment)),
  ];
  const apiKeys = list(content, 'apiKeys', file).map(({ entry, place }) => readApiKey(entry, `${file}: ${place}`, environment, org));
  expectOnce(file, 'device type', deviceTypes, ({ id }) => id);
  expectOnce(file, 'device', devices, ({ typeId, deviceId }) => `${typeId} ${deviceId}`);
  expectOnce(file, 'API key', apiKeys, ({ key }) => key);
  return { ...(org === undefined ? {} : { org }), deviceTypes, devices, apiKeys };
}

/** The refusal of a registry file. */
export function wrongRegistryFile(place: string, what: string, cause?: unknown): Refusal {
  return new Refusal(
    `The registry file cannot be used: ${place}: ${what}`,
    { rule: 'a registry file names device types, devices, gateways and API keys', advice: 'Put the file right and try once more.' },
    { cause },
  );
}

function parse(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw wrongRegistryFile(file, jsonFault(error));
  }
}

function readDeviceType(entry: Members, place: string, checkDeviceInfo: DeviceInfoCheck): RegistryFile['deviceTypes'][number] {
  expectKnown(entry, known.deviceType, place);
  const id = text(entry, 'id', place);
  const wrong = checkId('id', id);
  if (wrong !== undefined) throw wrongRegistryFile(place, wrong);
  return {
    id,
    classId: choice(entry, 'classId', ['Device', 'Gateway'], place) ?? 'Device',
    attributes: readAttributes(entry, place, checkDeviceInfo),
  };
}

/** The attributes of a device type, under the rules of the REST interface. */
function readAttributes(entry: Members, place: string, checkDeviceInfo: DeviceInfoCheck): Members {
  const { deviceInfo, metadata } = entry;
  const description = optionalText(entry, 'description', place);
  for (const [name, value] of Object.entries({ deviceInfo, metadata })) {
    if (value !== undefined && !isObject(value)) throw wrongRegistryFile(place, `${name} must be a JSON object.`);
  }
  const wrong = deviceInfo === undefined ? undefined : checkDeviceInfo(deviceInfo);
  if (wrong !== undefined) throw wrongRegistryFile(place, wrong);
  return {
    ...(description === undefined ? {} : { description }),
    ...(deviceInfo === undefined ? {} : { deviceInfo }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

function readDevice(entry: Members, place: string, environment: Environment): FileDevice {
  expectKnown(entry, known.device, place);
  return { ...readName(entry, place), classId: 'Device', ...readToken(entry, 'authToken', place, environment, checkChosenToken), place };
}

function readGateway(entry: Members, place: string, environment: Environment): FileDevice {
  expectKnown(entry, known.gateway, place);
  const role = choice(entry, 'role', ['privileged', 'standard'], place);
  const token = readToken(entry, 'authToken', place, environment, checkChosenToken);
  return { ...readName(entry, place), classId: 'Gateway', ...(role === undefined ? {} : { role }), ...token, place };
}

function readName(entry: Members, place: string): Pick<FileDevice, 'typeId' | 'deviceId'> {
  const typeId = text(entry, 'typeId', place);
  const deviceId = text(entry, 'deviceId', place);
  const wrong = checkId('typeId', typeId) ?? checkId('deviceId', deviceId);
  if (wrong !== undefined) throw wrongRegistryFile(place, wrong);
  return { typeId, deviceId };
}

function readApiKey(entry: Members, place: string, environment: Environment, org: string | undefined): { key: string; token?: string } {
  expectKnown(entry, known.apiKey, place);
  const key = text(entry, 'key', place);
  if (!isApiKey(key)) throw wrongRegistryFile(place, 'key must be a-{org}-{10 letters and digits}.');
  if (org !== undefined && !key.startsWith(`a-${org}-`)) throw wrongRegistryFile(place, `key must begin with a-${org}-.`);
  return { key, ...readToken(entry, 'token', place, environment, checkToken) };
}

/** Nobody chooses the token of an API key, so that one of the real service may stand here, whatever it looks like. */
function readToken<const K extends string>(
  entry: Members,
  name: K,
  place: string,
  environment: Environment,
  check: (token: string) => string | undefined,
): { readonly [P in K]?: string } {
  const written = optionalText(entry, name, place);
  if (written === undefined) return {};
  const variable = /^\$\{env:(\w+)\}$/.exec(written)?.[1];
  if (variable === undefined && written.includes('${env:'))
    throw wrongRegistryFile(place, `${name}: \${env:NAME} stands for the whole token; other text beside it is not replaced.`);
  const value = variable === undefined ? written : environment[variable];
  if (value === undefined) throw wrongRegistryFile(place, `${name}: the environment variable ${variable} is not set.`);
  const wrong = check(value);
  if (wrong !== undefined) throw wrongRegistryFile(place, `${name}: ${wrong}`);
  return { [name]: value } as { readonly [P in K]?: string };
}

function list(content: Members, name: string, file: string): { entry: Members; place: string }[] {
  const value = content[name];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrongRegistryFile(file, `${name} must be a list.`);
  return value.map((entry, at) => ({ entry: expectObject(entry, `${file}: ${name}[${at}]`), place: `${name}[${at}]` }));
}

function text(entry: Members, name: string, place: string): string {
  const value = optionalText(entry, name, place);
  if (value === undefined) throw wrongRegistryFile(place, `${name} is missing.`);
  return value;
}

function optionalText(entry: Members, name: string, place: string): string | undefined {
  const value = entry[name];
  if (value !== undefined && typeof value !== 'string') throw wrongRegistryFile(place, `${name} must be text.`);
  return value;
}

function choice<const T extends string>(entry: Members, name: string, choices: readonly T[], place: string): T | undefined {
  const value = optionalText(entry, name, place);
  const found = choices.find((one) => one === value);
  if (value !== undefined && found === undefined) throw wrongRegistryFile(place, `${name} must be ${choices.join(' or ')}.`);
  return found;
}

function expectObject(value: unknown, place: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongRegistryFile(place, 'there must be a JSON object.');
  return value as Members;
}

function expectKnown(entry: Members, names: readonly string[], place: string): void {
  const wrong = Object.keys(entry).find((name) => !names.includes(name));
  if (wrong === undefined) return;
  const meant = nearest(wrong, names);
  throw wrongRegistryFile(place, `there is no member ${JSON.stringify(wrong)}.${meant === undefined ? '' : ` Is ${meant} meant?`}`);
}

function expectOnce<T>(file: string, what: string, entries: readonly T[], nameOf: (entry: T) => string): void {
  const names = new Set<string>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (names.has(name)) throw wrongRegistryFile(file, `the ${what} ${name} is there twice.`);
    names.add(name);
  }
}
