import type { TrafficNote, TrafficRecord } from '../../rpc/log/traffic.ts';
import { senderOf } from '../../wiotp/clientId.ts';
import { parseObject, readEnvelope } from '../../wiotp/envelope.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { printable } from '../../wiotp/printable.ts';

/** One thing that happened, as a line of `--json`. Members that do not apply are missing. */
export interface HappenedLine {
  readonly event: 'connect' | 'refuse' | 'disconnect' | 'publish' | 'subscribe' | 'dm' | 'marker';
  /** ISO 8601. */
  readonly time: string;
  readonly clientId: string;
  readonly peer?: string | undefined;
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
  /** The words of a marker. */
  readonly text?: string | undefined;
  readonly advice?: string | undefined;
  readonly topic?: string | undefined;
  readonly kind?: string | undefined;
  readonly qos?: number | undefined;
  readonly size?: number | undefined;
  /** Of Device Management: whether the client sent it or got it. */
  readonly direction?: 'up' | 'down' | undefined;
  readonly reqId?: string | undefined;
  readonly rc?: number | undefined;
  /** What the platform did about a message besides passing it on; `reason` says why. */
  readonly note?: TrafficNote['what'] | undefined;
}

/**
 * What a traffic record means for the command line; `undefined` for one that only repeats another, such as the
 * delivery of an event that was reported when it was published.
 */
export function happened(record: TrafficRecord): HappenedLine | undefined {
  const time = new Date(record.time).toISOString();
  const { clientId, event, marker } = record;
  if (marker !== undefined) return { event: 'marker', time, clientId, text: marker };
  if (event === undefined) return messageLine(record, time);
  const { peer, code, reason, advice } = event;
  switch (event.kind) {
    case 'connection.open':
      return { event: 'connect', time, clientId, peer, reason };
    case 'connection.subscribed':
      return { event: 'subscribe', time, clientId, peer, topic: event.filter, qos: event.qos };
    case 'connection.closed':
      // Advice for a client that simply disconnected would be noise.
      return { event: 'disconnect', time, clientId, peer, code, reason, advice: code === 0 ? undefined : advice };
    case 'connection.refused':
      return { event: 'refuse', time, clientId, peer, code, reason, advice };
  }
}

/** The same for people. What clients chose is shown so that it cannot steer the terminal. */
export function happenedText({ event, time, clientId, peer, code, reason, advice, text, topic, size, rc, note }: HappenedLine): string {
  const parts = [time.slice(11, 23), event, clientId === '' ? (peer ?? '') : clientId];
  if (text !== undefined) parts.push(text);
  if (topic !== undefined) parts.push(topic);
  if (size !== undefined) parts.push(`${size} bytes`);
  if (rc !== undefined) parts.push(`rc ${rc}`);
  if (code !== undefined) parts.push(String(code));
  if (note !== undefined) parts.push(note);
  if (reason !== undefined) parts.push(reason);
  if (advice !== undefined) parts.push(advice);
  return printable(parts.join('  '));
}

function messageLine({ clientId, topic, qos, direction, payload, note }: TrafficRecord, time: string): HappenedLine | undefined {
  const kind = matchTopic(topic, senderOf(clientId))?.kind;
  const size = payload.length;
  const done = { note: note?.what, reason: note?.reason };
  if (kind !== undefined && isDeviceManagement(kind)) {
    const { reqId, rc } = readEnvelope(payload);
    return { event: 'dm', time, clientId, topic, kind: kind.name, qos, size, direction, reqId, rc, ...done };
  }
  // The platform tells a gateway what it dropped instead of closing the connection.
  if (kind?.name === 'gateway.notify' && direction === 'down') return { event: 'refuse', time, clientId, ...refusalIn(payload) };
  return direction === 'up' ? { event: 'publish', time, clientId, topic, kind: kind?.name, qos, size, ...done } : undefined;
}

/** What a notification says; nothing for what only looks like one. */
function refusalIn(payload: Uint8Array): Pick<HappenedLine, 'topic' | 'code' | 'reason'> {
  const { Topic: topic, RC: code, Message: reason } = parseObject(payload) ?? {};
  return {
    topic: typeof topic === 'string' ? topic : undefined,
    code: typeof code === 'number' ? code : undefined,
    reason: typeof reason === 'string' ? reason : undefined,
  };
}
