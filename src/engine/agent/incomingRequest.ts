import { createHash } from 'node:crypto';
import { answeredKinds, type AnsweredKind } from '../../replies/answerMode.ts';
import type { AnsweredRequest } from '../../replies/findReply.ts';
import type { TrafficRecord } from '../../rpc/log/traffic.ts';
import type { KindName } from '../../wiotp/catalog.ts';
import { parseObject } from '../../wiotp/envelope.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';
import { fieldsIn, type FieldEntry } from './fieldList.ts';

/** A request of the platform to a device. */
export interface IncomingRequest extends AnsweredRequest {
  readonly kind: AnsweredKind;
  /** What the catalog calls the kind. */
  readonly title: string;
  /** Absent when no answer is wanted. */
  readonly reqId?: string;
  readonly topic: string;
  readonly bytes: Uint8Array;
  readonly fields: readonly FieldEntry[];
  /** Milliseconds since the epoch. */
  readonly received: number;
  /** Whether it may have been delivered before [D-mqtt]. */
  readonly dup: boolean;
}

/** Reads a request; `undefined` for what is none, is no JSON object, or is larger than the platform lets pass. Never throws. */
export function readRequest({ topic, payload, time, dup }: TrafficRecord, { kind, parts }: TopicMatch): IncomingRequest | undefined {
  if (!isAnswered(kind.name) || payload.byteLength > maxPayloadBytes) return undefined;
  const read = parseObject(payload);
  if (read === undefined) return undefined;
  const reqId = Object.hasOwn(read, 'reqId') ? read['reqId'] : undefined;
  const { bundleId, actionId } = parts;
  return {
    kind: kind.name,
    title: kind.title,
    ...(typeof reqId === 'string' && reqId !== '' ? { reqId } : {}),
    ...(bundleId === undefined ? {} : { bundleId }),
    ...(actionId === undefined ? {} : { actionId }),
    topic,
    payload: read,
    bytes: payload,
    fields: fieldsIn(read),
    received: time,
    dup,
  };
}

/** Names a request as platforms do, by topic and reqId [D-mqtt, CS], in few bytes; the same for one that is delivered again. */
export function requestName({ topic, reqId }: IncomingRequest): string {
  return createHash('sha256')
    .update(`${topic}\n${reqId ?? ''}`)
    .digest('base64');
}

function isAnswered(kind: KindName): kind is AnsweredKind {
  return answeredKinds.some((answered) => answered === kind);
}
