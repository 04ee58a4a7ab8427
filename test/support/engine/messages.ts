import type { TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import type { LoggedMessage } from '../../../src/engine/store/storedMessage.ts';

const encoder = new TextEncoder();

/** A payload: JSON of a value, or a text as it is. */
export function bytesOf(value: unknown): Uint8Array {
  return encoder.encode(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A message as the log stores it: an event of a device, but for what is said. */
export function logged(facts: Partial<LoggedMessage> = {}): LoggedMessage {
  return {
    time: 1_700_000_000_000.25,
    clientId: 'd:abc123:sensor:one',
    at: 'session',
    direction: 'up',
    kind: 'device.event',
    topic: 'iot-2/evt/status/fmt/json',
    payload: bytesOf({ on: true }),
    qos: 0,
    retain: false,
    dup: false,
    problems: 0,
    ...facts,
  };
}

/** A record as a source reports it: an event of a device, but for what is said. */
export function recorded(facts: Partial<TrafficRecord> = {}): TrafficRecord {
  return {
    time: 1_700_000_000_000.25,
    clientId: 'd:abc123:sensor:one',
    connection: 'one#1',
    direction: 'up',
    topic: 'iot-2/evt/status/fmt/json',
    payload: bytesOf({ on: true }),
    qos: 0,
    retain: false,
    dup: false,
    ...facts,
  };
}
