import { member } from '../../lint/json.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { MessageEvent } from './event.ts';

/** A Device Management request of either side. */
export interface Request {
  readonly event: MessageEvent;
  readonly kind: CatalogKind;
  /** `undefined` when it asks for no answer. */
  readonly reqId: string | undefined;
  /** The device that it is about; see {@link deviceOf}. */
  readonly device: string;
}

/** The answer to a request. */
export interface Answer {
  readonly event: MessageEvent;
  /** `undefined` when it is none. */
  readonly rc: number | undefined;
  readonly request: Request;
}

/** Which device a message is about: the one that its topic names, and otherwise the client itself, as an empty text. */
export function deviceOf({ parts }: Pick<MessageEvent, 'parts'>): string {
  const { typeId, deviceId } = parts;
  return typeId === undefined || deviceId === undefined ? '' : `${typeId}/${deviceId}`;
}

/** The device of a message as it may stand in a sentence. */
export function deviceName(device: string): string {
  return device === '' ? 'the device' : device;
}

/** A reqId that can be answered. */
export function reqIdOf({ payload }: MessageEvent): string | undefined {
  const reqId = member(payload, 'reqId');
  return typeof reqId === 'string' && reqId !== '' ? reqId : undefined;
}

/** Whether there is a reqId that nobody can answer, such as a number. */
export function hasUnreadableReqId(event: MessageEvent): boolean {
  return member(event.payload, 'reqId') !== undefined && reqIdOf(event) === undefined;
}

/** The return code; a numeric text counts, as real devices send it [EC, CS]. */
export function rcOf({ payload }: MessageEvent): number | undefined {
  const rc = member(payload, 'rc');
  if (typeof rc === 'string' && /^[0-9]{1,9}$/.test(rc)) return Number(rc);
  return typeof rc === 'number' ? rc : undefined;
}

/** Whether an answer says that all is well; one without a code counts as saying so, and 0 is read as success [D-mqtt]. */
export function succeeded({ rc }: Pick<Answer, 'rc'>): boolean {
  return rc === undefined || rc === 0 || (rc >= 200 && rc < 300);
}
