import * as shapes from './shapes.ts';
import type { Shape } from './shapes.ts';

/** Everything that carries MQTT. */
export const transports = ['tcp', 'tls', 'ws', 'wss'] as const;

/** The versions of MQTT that can be spoken. */
export const mqttVersions = ['3.1.1', '5'] as const;

/** One member of a profile that has a usual value, so that it may be left out. */
export interface ProfileField {
  /** Where it stands in a profile. */
  readonly path: readonly string[];
  /** Where it stands in an entry of a profiles file. */
  readonly member: readonly string[];
  readonly shape: Shape;
  /** Where it is written otherwise in the file. */
  readonly inFile?: FileForm;
  /** It decides where a connection goes or whom it trusts: nothing usual may take the place of a wrong value. */
  readonly decisive: boolean;
}

/** How a file writes what a profile holds as an object. */
export interface FileForm {
  readonly shape: Shape;
  readonly write: (value: unknown) => unknown;
}

/** Every member of a profile beside its ID and name, its class, and its target with the organisation. */
export const profileFields: readonly ProfileField[] = [
  decisive('transport', 'transport', shapes.oneOf(...transports)),
  decisive('port', 'port', shapes.number),
  decisive('path', 'path', shapes.text),
  { ...decisive('proxy', 'proxy', shapes.proxy), inFile: { shape: shapes.proxyText, write: shapes.textOfProxy } },
  decisive('tls.caFile', 'tls.caFile', shapes.text),
  decisive('tls.certificateFile', 'tls.certificateFile', shapes.text),
  decisive('tls.keyFile', 'tls.keyFile', shapes.text),
  decisive('tls.serverName', 'tls.serverName', shapes.text),
  decisive('tls.verifyChain', 'tls.verifyChain', shapes.flag),
  decisive('tls.verifyHost', 'tls.verifyHost', shapes.flag),
  field('mqttVersion', 'mqtt', shapes.oneOf(...mqttVersions)),
  field('cleanSession', 'cleanSession', shapes.flag),
  field('keepAliveSeconds', 'keepAlive', shapes.number),
  field('sessionExpirySeconds', 'sessionExpiry', shapes.number),
  field('will', 'will', shapes.will),
  field('qos', 'qos', shapes.qos),
  field('management.automatic', 'manage.automatic', shapes.flag),
  field('management.lifetimeSeconds', 'manage.lifetime', shapes.number),
  field('management.supports.deviceActions', 'manage.deviceActions', shapes.flag),
  field('management.supports.firmwareActions', 'manage.firmwareActions', shapes.flag),
  field('management.supports.bundles', 'manage.bundles', shapes.textList),
  field('management.deviceInfo', 'manage.deviceInfo', shapes.texts),
  field('management.metadata', 'manage.metadata', shapes.json),
  field('management.download.real', 'manage.download.real', shapes.flag),
  field('management.download.seconds', 'manage.download.seconds', shapes.duration),
  field('management.download.maxBytes', 'manage.download.maxBytes', shapes.number),
  field('management.answers', 'manage.answers', shapes.modes),
  field('subscriptions', 'subscriptions', shapes.subscriptions),
];

/** The value at a path of plain data; `undefined` where there is none. */
export function valueIn(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const step of path)
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  return value;
}

/** A copy of plain data with another value at a path; `undefined` takes the member away. */
export function withValue(data: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const members = new Map(typeof data === 'object' && data !== null ? Object.entries(data) : []);
  const inner = withValue(members.get(step), rest, value);
  if (inner === undefined) members.delete(step);
  else members.set(step, inner);
  return Object.fromEntries(members);
}

function field(path: string, member: string, shape: Shape, isDecisive = false): ProfileField {
  return { path: path.split('.'), member: member.split('.'), shape, decisive: isDecisive };
}

function decisive(path: string, member: string, shape: Shape): ProfileField {
  return field(path, member, shape, true);
}
