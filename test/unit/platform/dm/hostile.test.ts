import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { managementBench } from '../../../support/platform/managementBench.ts';

const topics = catalog
  .filter(({ name, sender }) => name.startsWith('dm.') && sender === 'device')
  .map(({ topic = '' }) => topic.slice(topic.indexOf('/')));

/** Values that look like what devices send, and values that do not. */
const value = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc
    .record(
      {
        reqId: fc.oneof(fc.string(), fc.constant('\ud800'), fc.integer(), fc.constant(null)),
        rc: fc.oneof(fc.integer(), fc.string()),
        d: fc.oneof(
          fc.jsonValue(),
          fc.record(
            {
              lifetime: fc.oneof(fc.double(), fc.constantFrom(0, 1, 3600, '3600')),
              supports: fc.dictionary(fc.string(), fc.jsonValue()),
              deviceInfo: fc.jsonValue(),
              metadata: fc.jsonValue(),
              longitude: fc.oneof(fc.double(), fc.constant('8')),
              latitude: fc.double(),
              errorCode: fc.oneof(fc.integer(), fc.constant('9')),
              fields: fc.oneof(
                fc.jsonValue(),
                fc.array(
                  fc.record({
                    field: fc.constantFrom('mgmt.firmware', 'location', '__proto__', 'metadata', 'deviceInfo'),
                    value: fc.jsonValue(),
                  }),
                ),
              ),
            },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .map((payload) => JSON.stringify(payload)),
  fc.constantFrom(
    '{"__proto__":{"reqId":"p"},"reqId":"r"}',
    '{"d":{"fields":[{"field":"mgmt.firmware","value":{"__proto__":{}}}]},"reqId":"r"}',
  ),
);

const topic = fc.oneof(
  fc.constantFrom(...topics),
  fc.string({ maxLength: 20 }).map((text) => `/mgmt/${text}`),
);

test('whatever comes, nothing is thrown, and there is one legal answer if and only if it asks for one', (t) => {
  for (const tolerant of [false, true]) {
    const { management, routed, saved } = managementBench(t, { tolerant });
    fc.assert(
      fc.property(topic, value, fc.boolean(), (below, text, registered) => {
        routed.length = 0;
        const device = `type/t/id/${registered ? 'i' : 'nobody'}`;
        management.open(`iotdevice-1/${device}${below}`)(new TextEncoder().encode(text));
        const carriedOut = routed.some(({ payload }) => rcOf(payload) === 200);
        const asks = below === '/response' ? undefined : reqIdOf(text, tolerant && carriedOut);
        assert.deepEqual(
          routed.map((answer) => answer.topic),
          asks === undefined ? [] : [`iotdm-1/${device}/response`],
        );
        for (const { payload } of routed) {
          const { rc, reqId } = JSON.parse(new TextDecoder().decode(payload)) as { rc: number; reqId: string };
          assert.equal(reqId, asks);
          assert.ok(registered ? [200, 400, 403, 404].includes(rc) : rc === 404, `rc ${rc}`);
        }
      }),
      { numRuns: 1000 },
    );
    assert.equal(Object.getPrototypeOf({}), Object.prototype);
    for (const record of saved) JSON.stringify(record);
  }
});

function rcOf(payload: Uint8Array): number {
  return (JSON.parse(new TextDecoder().decode(payload)) as { rc: number }).rc;
}

/** With `numbers`, one that lacks its quotes counts. */
function reqIdOf(text: string, numbers: boolean): string | undefined {
  const payload: unknown = JSON.parse(text);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload) || !Object.hasOwn(payload, 'reqId')) return undefined;
  const { reqId } = payload as { reqId: unknown };
  if (numbers && typeof reqId === 'number') return String(reqId);
  return typeof reqId === 'string' && reqId !== '' ? reqId : undefined;
}

test('bytes of any sort harm nobody', (t) => {
  const { management, routed } = managementBench(t, { tolerant: true });
  fc.assert(
    fc.property(topic, fc.uint8Array({ maxLength: 200 }), (below, bytes) => {
      management.open(`iotdevice-1/type/t/id/i${below}`)(bytes);
    }),
  );
  assert.deepEqual(routed, []);
});
