import { lintPayload } from '../../lint/lintPayload.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { parseObject, readEnvelope, type Envelope } from '../../wiotp/envelope.ts';
import { attributesOf } from '../../transcript/conversation/attributes.ts';

/** What a device answered to a request of the platform, as far as it can be read. */
export interface DeviceAnswer extends Envelope {
  /** The parsed payload; `undefined` when it is no JSON object. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** The attributes that it names, such as those that could not be changed [JV]. */
  readonly names: readonly string[];
  /** Why it cannot be read, as full sentences. */
  readonly unreadable?: string;
}

const decoder = new TextDecoder();

/**
 * Reads the answer of a device. A reqId without quotes makes it no JSON, and two of IBM's own libraries write it so [EC, C]:
 * with `tolerant` it is read all the same.
 */
export function readDeviceAnswer(bytes: Uint8Array, tolerant: boolean): DeviceAnswer {
  const payload = parseObject(bytes);
  if (payload !== undefined) return { ...readEnvelope(bytes), payload, names: attributesOf(payload).map(({ name }) => name) };
  const text = decoder.decode(bytes);
  const [problem] = lintPayload(text, kindNamed('dm.deviceResponse'));
  const unreadable = problem?.message ?? 'The payload is no JSON object.';
  return { ...(tolerant ? looselyRead(text) : {}), names: [], unreadable };
}

function looselyRead(text: string): Envelope {
  const [, reqId] = /"reqId"\s*:\s*([A-Za-z0-9_.-]{1,256})\s*[,}]/.exec(text) ?? [];
  const [, rc] = /"rc"\s*:\s*"?([0-9]{1,9})"?\s*[,}]/.exec(text) ?? [];
  return { ...(reqId === undefined ? {} : { reqId }), ...(rc === undefined ? {} : { rc: Number(rc) }) };
}
