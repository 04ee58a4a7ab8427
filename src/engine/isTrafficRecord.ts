import { markerFault } from '../rpc/log/markerText.ts';
import type { ConnectionEvent, TrafficNote, TrafficRecord } from '../rpc/log/traffic.ts';
import { findKind } from '../wiotp/catalog.ts';
import { isConnectionEvent } from '../wiotp/kind.ts';

/**
 * Whether something that came over a control connection is a record that the log can take. The platform at the other end may
 * be of another version, or on a machine that nobody here answers for.
 */
export function isTrafficRecord(value: unknown): value is TrafficRecord {
  if (!isObject<TrafficRecord>(value)) return false;
  const { time, clientId, connection, direction, topic, payload, qos, event, note, marker } = value;
  return (
    Number.isFinite(time) &&
    [clientId, connection, topic].every(isText) &&
    (direction === 'up' || direction === 'down') &&
    (qos === 0 || qos === 1 || qos === 2) &&
    payload instanceof Uint8Array &&
    (event === undefined || isEvent(event)) &&
    (note === undefined || isNote(note)) &&
    (marker === undefined ||
      (isText(marker) && markerFault(marker) === undefined && event === undefined && topic === '' && payload.length === 0))
  );
}

function isEvent(value: unknown): value is ConnectionEvent {
  if (!isObject<ConnectionEvent>(value)) return false;
  const { kind, peer, reason, advice, filter, attempt, code, qos, status, repeated } = value;
  return (
    isText(kind) &&
    isConnectionEvent(kind) &&
    findKind(kind) !== undefined &&
    [peer, reason, advice, filter, attempt].every((text) => text === undefined || isText(text)) &&
    [code, qos, status].every((number) => number === undefined || Number.isSafeInteger(number)) &&
    // Only the log counts repeats.
    repeated === undefined
  );
}

function isNote(value: unknown): value is TrafficNote {
  if (!isObject<TrafficNote>(value)) return false;
  return (value.what === 'dropped' || value.what === 'slowed') && isText(value.reason);
}

function isObject<T>(value: unknown): value is Partial<T> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
