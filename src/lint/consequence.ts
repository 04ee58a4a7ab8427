import type { CatalogKind, KindName } from '../wiotp/catalog.ts';
import { isDeviceManagement } from '../wiotp/kind.ts';
import { isObject } from './json.ts';
import type { PayloadContext } from './payloadContext.ts';

const afterRefusal: Partial<Record<KindName, string>> = {
  'dm.manage': 'the device stays unmanaged',
  'dm.unmanage': 'the device stays managed',
  'dm.clearErrorCodes': 'deletes nothing',
  'dm.clearLog': 'deletes nothing',
};

const refusedByRest = 'The REST interface refuses it with status 400.';

/** What was judged. */
export interface Judged {
  readonly kind: CatalogKind;
  readonly payload: unknown;
  readonly context: PayloadContext;
}

/** What becomes of a message that breaks the protocol, as a full sentence. */
export function consequence({ kind, payload, context }: Judged): string {
  if (context.restBody === true) return refusedByRest;
  return isDeviceRequest(kind) ? refusal(kind, 400, payload) : withoutAnswer(kind);
}

/** What becomes of a text that is not even JSON. */
export function unreadable(kind: CatalogKind): string {
  if (kind.schema === undefined) return 'The platform passes it on, but nothing that reads JSON can use it.';
  if (!isDeviceRequest(kind)) return withoutAnswer(kind);
  return `The platform cannot read it, not even a reqId to answer with, and ${nothingDone(kind)}.`;
}

/**
 * What the platform does with a device's request that it refuses with this rc. Without a usable reqId it refuses
 * all the same, but does not answer [D-mqtt, D-dm].
 */
export function refusal(kind: CatalogKind, rc: number, payload: unknown): string {
  if (hasReqId(payload)) return `The platform answers rc ${rc} and ${nothingDone(kind)}.`;
  return `The platform refuses it (rc ${rc}), cannot say so without a usable reqId, and ${nothingDone(kind)}.`;
}

function withoutAnswer(kind: CatalogKind): string {
  if (kind.name === 'dm.deviceResponse') return 'The platform ignores the answer, and the request times out.';
  if (kind.name === 'dm.serverResponse') return 'The device cannot tell how its request ended.';
  if (isDeviceManagement(kind)) return 'A device cannot carry it out: it answers rc 400, or not at all.';
  if (kind.call !== undefined) return refusedByRest;
  return 'The platform never sends it so, and a receiver may not understand it.';
}

function isDeviceRequest(kind: CatalogKind): boolean {
  return kind.sender === 'device' && kind.answer !== undefined;
}

function nothingDone(kind: CatalogKind): string {
  return afterRefusal[kind.name] ?? 'stores nothing';
}

function hasReqId(payload: unknown): boolean {
  return isObject(payload) && typeof payload['reqId'] === 'string' && payload['reqId'] !== '';
}
