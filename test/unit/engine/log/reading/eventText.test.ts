import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventText } from '../../../../../src/engine/log/reading/eventText.ts';
import type { ConnectionEvent } from '../../../../../src/rpc/log/traffic.ts';

const table: readonly (readonly [event: ConnectionEvent, text: string])[] = [
  [{ kind: 'connection.open' }, 'Connected'],
  [{ kind: 'connection.open', peer: '127.0.0.1:52011', cleanSession: true, sessionPresent: false }, 'From 127.0.0.1:52011, clean session'],
  [
    { kind: 'connection.open', peer: '127.0.0.1:52011', cleanSession: false, sessionPresent: false },
    'From 127.0.0.1:52011, new lasting session',
  ],
  [{ kind: 'connection.open', cleanSession: false, sessionPresent: true }, 'Connected, earlier session resumed'],
  [
    { kind: 'connection.open', cleanSession: true, reason: '3 messages were dropped.' },
    'Connected, clean session. 3 messages were dropped.',
  ],
  [{ kind: 'connection.subscribed', filter: 'iotdm-1/#', qos: 1 }, 'iotdm-1/# with QoS 1'],
  [{ kind: 'connection.subscribed', filter: '#', qos: 128 }, '# was refused'],
  [{ kind: 'connection.closed', code: 160, reason: 'No packet for 90 s.', advice: 'Send PINGREQ.' }, 'No packet for 90 s. Send PINGREQ.'],
  [{ kind: 'connection.closed', code: 288 }, 'Closed with code 288'],
  [{ kind: 'connection.refused', code: 5 }, 'Refused with code 5'],
  [{ kind: 'connection.closed' }, 'Closed'],
];

for (const [event, text] of table) {
  test(`says "${text}"`, () => assert.equal(eventText(event), text));
}
