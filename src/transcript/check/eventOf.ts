import { isObject } from '../../lint/json.ts';
import type { ConnectionEvent, MessageEvent } from '../conversation/event.ts';
import type { ConnectionStep, Header, MessageStep } from '../model.ts';
import { payloadValue } from './messagePayload.ts';
import { settle } from './settle.ts';
import { topicSide } from './topicSide.ts';

/** What a message is in the conversation, `at` being when; `undefined` for one that never takes place. */
export function messageEvent(
  step: MessageStep,
  json: string,
  header: Header,
  { id, at }: { readonly id: number; readonly at: number },
): MessageEvent | undefined {
  const topic = settle(step.topic.value, header, id);
  const { sender, match, otherForm } = topicSide(topic, header.classId);
  if (step.absent || otherForm) return undefined;
  const payload = withReqId(payloadValue(step.payload, json), header, id);
  return { type: 'message', id, topic, kind: match?.kind, parts: match?.parts ?? {}, sender, at, payload };
}

/** What happens to the connection, in the conversation. */
export function connectionEvent(step: ConnectionStep, header: Header, id: number): ConnectionEvent | undefined {
  if (step.absent) return undefined;
  const { event, cleanSession, filter, qos } = step;
  return {
    type: 'connection',
    id,
    event: event.value,
    ...(cleanSession === undefined ? {} : { cleanSession: cleanSession.value }),
    ...(filter === undefined ? {} : { filter: anyForVariables(settle(filter.value, header, id)) }),
    ...(qos === undefined ? {} : { qos: qos.value }),
  };
}

/** What is not known yet may be the level that is needed. */
function anyForVariables(filter: string): string {
  return filter.includes('${') ? filter.replace(/[^/]*\$\{[^/]*/g, '+') : filter;
}

function withReqId(payload: unknown, header: Header, id: number): unknown {
  if (!isObject(payload)) return payload;
  const { reqId } = payload;
  return typeof reqId === 'string' && reqId.includes('${') ? { ...payload, reqId: settle(reqId, header, id) } : payload;
}
