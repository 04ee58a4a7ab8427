import { catalog, kindNamed, type CatalogKind, type KindName } from './catalog.ts';
import { readRc } from './envelope.ts';

/** Members by which a request is known, in small letters. Wherever two kinds share one, the first in the table counts. */
const ownMembers: readonly (readonly [kind: KindName, members: readonly string[]])[] = [
  ['dm.manage', ['lifetime', 'supports', 'deviceinfo', 'metadata']],
  ['dm.location', ['longitude', 'latitude', 'elevation', 'altitude', 'accuracy', 'measureddatetime', 'updateddatetime']],
  ['dm.addErrorCode', ['errorcode']],
  ['dm.addLog', ['message', 'timestamp', 'severity', 'logdata']],
  ['dm.deviceUpdate', ['action']],
];

const kindOfMember = new Map<string, KindName>(
  ownMembers.toReversed().flatMap(([kind, members]) => members.map((member) => [member, kind] as const)),
);

/** Attributes that the platform changes on a device, but no device reports by notify [D-dm]. */
const changedByPlatform: ReadonlySet<unknown> = new Set(['location', 'metadata', 'deviceInfo']);

/** Members of mgmt.firmware that only the platform sets; a device reports state and updateStatus [D-req]. */
const setByPlatform = ['version', 'name', 'uri', 'url', 'verifier'];

/** Return codes that only one side gives, by the answers of the catalog. */
const ownCodes = new Map<number, KindName>();
for (const { answer } of catalog) {
  for (const { rc } of answer?.codes ?? []) {
    const both = catalog.some((kind) => kind.answer?.kind !== answer?.kind && kind.answer?.codes.some((code) => code.rc === rc) === true);
    if (answer !== undefined && !both) ownCodes.set(rc, answer.kind);
  }
}

/**
 * The request that a payload is nearest to: by its members, upper and lower case alike and also where they stand beside `d`
 * instead of in it; then by its list of fields. What says nothing is a Manage request, all of which is optional.
 */
export function requestKind(payload: unknown): CatalogKind {
  const d = memberOf(payload, 'd');
  const wantsAnswer = memberOf(payload, 'reqId') !== undefined;
  return kindNamed(byMembers(d) ?? byFields(d, wantsAnswer) ?? byMembers(payload) ?? byFields(payload, wantsAnswer) ?? 'dm.manage');
}

/**
 * Whose response a payload is nearest to: by the attributes in `d.fields`, which only a device names, then by the return code.
 * What both sides may say is taken for the device's, who writes most of them.
 */
export function responseKind(payload: unknown): CatalogKind {
  const rc = readRc(memberOf(payload, 'rc'));
  if (memberOf(memberOf(payload, 'd'), 'fields') !== undefined) return kindNamed('dm.deviceResponse');
  return kindNamed((rc === undefined ? undefined : ownCodes.get(rc)) ?? 'dm.deviceResponse');
}

function byMembers(value: unknown): KindName | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const kinds = new Set(Object.keys(value).map((name) => kindOfMember.get(name.toLowerCase())));
  const [first] = ownMembers.find(([kind]) => kinds.has(kind)) ?? [];
  return first;
}

function byFields(d: unknown, wantsAnswer: boolean): KindName | undefined {
  const fields = memberOf(d, 'fields');
  if (Array.isArray(fields)) return byEntries(fields, wantsAnswer);
  const data = memberOf(d, 'data');
  // [JV] Old devices and platforms cancel what stands in `data`; in a log entry that is text.
  if (data !== undefined) return Array.isArray(data) ? 'dm.cancel' : 'dm.addLog';
  // [D17, PY] The older form of notify.
  return memberOf(d, 'field') === undefined && memberOf(d, 'value') === undefined ? undefined : 'dm.notify';
}

function byEntries(fields: readonly unknown[], wantsAnswer: boolean): KindName {
  const valued = fields.filter((entry) => memberOf(entry, 'value') !== undefined);
  if (valued.length === 0) return 'dm.observe';
  if (valued.some((entry) => changedByPlatform.has(memberOf(entry, 'field')) || setsFirmware(entry))) return 'dm.deviceUpdate';
  // A custom action always asks for an answer; most reports do not.
  return wantsAnswer && valued.some(isParameter) ? 'dm.customAction' : 'dm.notify';
}

function setsFirmware(entry: unknown): boolean {
  const value = memberOf(entry, 'value');
  return memberOf(entry, 'field') === 'mgmt.firmware' && setByPlatform.some((name) => memberOf(value, name) !== undefined);
}

/** Attributes have names that the documents list, some of them with a dot; anything else names a parameter [D-dm, D-cus]. */
function isParameter(entry: unknown): boolean {
  const field = memberOf(entry, 'field');
  return typeof field === 'string' && !/^(?:location|metadata|deviceInfo|mgmt|diag|status)(?:[.]|$)/.test(field);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
