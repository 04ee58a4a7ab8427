import type { LogRow } from '../../../rpc/log/traffic.ts';
import type { Happened } from '../../../transcript/conversation/action/happened.ts';
import { connectionEventOf } from '../../../transcript/conversation/endless/happening.ts';
import type { ConversationEvent } from '../../../transcript/conversation/event.ts';
import { parseClientId, senderOf } from '../../../wiotp/clientId.ts';
import { matchTopic } from '../../../wiotp/topic.ts';
import type { TalkRow } from './conversationRows.ts';

/** A row of a client as a conversation knows it, by its number; nothing for what is no part of one, as another delivery of a message is not. */
export function happenedIn({ row, payload }: TalkRow): Happened | undefined {
  const event = row.again === true ? undefined : eventOf(row, payload);
  if (event === undefined) return undefined;
  return { event, ...(row.partner === undefined ? {} : { answers: row.partner.seq }) };
}

function eventOf({ seq, kind, topic, clientId, direction, time }: LogRow, payload: unknown): ConversationEvent | undefined {
  const connection = kind === undefined ? undefined : connectionEventOf(kind);
  if (connection !== undefined) return { type: 'connection', id: seq, event: connection };
  const client = senderOf(clientId);
  const match = matchTopic(topic, client);
  if (match === undefined || client === undefined) return undefined;
  const sender = direction === 'down' ? 'platform' : client;
  return { type: 'message', id: seq, topic, kind: match.kind, parts: partsOf(match.parts, clientId), sender, at: time, payload };
}

/** The levels of a topic; a gateway that names itself speaks for itself as one that names nobody. */
function partsOf(parts: Readonly<Record<string, string>>, clientId: string): Readonly<Record<string, string>> {
  const { typeId, deviceId, ...others } = parts;
  const client = parseClientId(clientId);
  const isItself =
    typeof client !== 'string' && client.sender !== 'application' && client.typeId === typeId && client.deviceId === deviceId;
  return isItself ? others : parts;
}
