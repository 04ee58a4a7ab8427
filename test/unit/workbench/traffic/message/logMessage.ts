import type { LogMessage } from '../../../../../src/rpc/log/traffic.ts';

/** A message of the log: an event of a lamp, but for what is said. */
export function logMessage(facts: Partial<LogMessage> = {}): LogMessage {
  return {
    seq: 7,
    time: Date.UTC(2026, 2, 1, 9, 30, 0, 51),
    clientId: 'd:abc123:lamp:l-1',
    at: 'session',
    direction: 'up',
    topic: 'iot-2/evt/status/fmt/json',
    preview: '',
    size: 0,
    problems: 0,
    payload: new Uint8Array(),
    qos: 0,
    retain: false,
    dup: false,
    findings: [],
    ...facts,
  };
}
