import type { RestActionStatus } from '../../rpc/restAction.ts';
import type { Redact } from '../secrets/redact.ts';

/** How far one device is. */
export interface DeviceStatus {
  readonly status: RestActionStatus['devices'][number];
  /** Nothing more is to come. */
  readonly complete: boolean;
}

/** One page of the status of an action. */
export interface StatusPage {
  readonly devices: readonly DeviceStatus[];
  /** Asks for the next page; absent on the last one. */
  readonly bookmark?: string;
}

/** The longest message of a device that is passed on, in characters. */
const mostText = 500;

/**
 * Reads what `GET /mgmt/requests/{reqId}/deviceStatus` gives; `undefined` when it is something else. What the numbers mean was never
 * documented; `complete` says whether more is to come [ND].
 */
export function readStatusPage(json: unknown, redact: Redact): StatusPage | undefined {
  if (!isObject(json) || !Array.isArray(json['results'])) return undefined;
  const devices = json['results'].flatMap((entry: unknown) => readDevice(entry, redact) ?? []);
  const bookmark = json['bookmark'];
  return { devices, ...(typeof bookmark === 'string' && bookmark !== '' ? { bookmark } : {}) };
}

function readDevice(entry: unknown, redact: Redact): DeviceStatus | undefined {
  if (!isObject(entry)) return undefined;
  const { typeId, deviceId, status, complete, message } = entry;
  if (typeof typeId !== 'string' || typeof deviceId !== 'string' || typeof status !== 'number') return undefined;
  const said = typeof message === 'string' && message !== '' ? { message: redact(message).slice(0, mostText) } : {};
  return { status: { typeId, deviceId, status, ...said }, complete: complete === true };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
