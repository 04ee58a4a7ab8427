import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Deliveries, type Delivery } from '../../../../../src/transcript/conversation/endless/deliveries.ts';
import { maxPayloadBytes } from '../../../../../src/wiotp/limits.ts';

const first: Delivery = { direction: 'down', topic: 'iotdm-1/observe', payload: new Uint8Array([0x7b, 0x7d]), qos: 1, dup: false };
const again: Delivery = { ...first, dup: true };

function taken(...deliveries: readonly Delivery[]): readonly boolean[] {
  const latest = new Deliveries();
  return deliveries.map((delivery) => latest.take(delivery));
}

for (const [what, deliveries, expected] of [
  ['the same with DUP', [first, again, again], [false, true, true]],
  ['the same without DUP is another message', [first, first], [false, false]],
  ['DUP whose first delivery was not seen, and then once more', [again, again], [false, true]],
  [
    'at QoS 0 nothing is delivered again',
    [
      { ...first, qos: 0 },
      { ...again, qos: 0 },
    ],
    [false, false],
  ],
  ['the other way', [first, { ...again, direction: 'up' }], [false, false]],
  ['on another topic', [first, { ...again, topic: 'iotdm-1/cancel' }], [false, false]],
  ['with another payload', [first, { ...again, payload: new Uint8Array([0x7b]) }], [false, false]],
  [
    'with other bytes that are no text',
    [
      { ...first, payload: new Uint8Array([0xff, 1]) },
      { ...again, payload: new Uint8Array([0xff, 2]) },
    ],
    [false, false],
  ],
  [
    'as large as the platform takes it',
    [
      { ...first, payload: new Uint8Array(maxPayloadBytes) },
      { ...again, payload: new Uint8Array(maxPayloadBytes) },
    ],
    [false, true],
  ],
  [
    'larger than the platform takes it',
    [
      { ...first, payload: new Uint8Array(maxPayloadBytes + 1) },
      { ...again, payload: new Uint8Array(maxPayloadBytes + 1) },
    ],
    [false, false],
  ],
] as const satisfies readonly (readonly [string, readonly Delivery[], readonly boolean[]])[]) {
  test(`what is another delivery of a message: ${what}`, () => {
    assert.deepEqual(taken(...deliveries), expected);
  });
}

test('the latest twenty messages are known', () => {
  const others = (count: number): readonly Delivery[] => Array.from({ length: count }, (_, at) => ({ ...first, topic: `iotdm-1/${at}` }));
  assert.equal(taken(first, ...others(19), again).at(-1), true);
  assert.equal(taken(first, ...others(20), again).at(-1), false);
});
