import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { answeredKinds, type AnsweredKind } from '../../../../src/replies/answerMode.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { buildTopic, matchTopic } from '../../../../src/wiotp/topic.ts';
import { AgentBench, detailsOf, everyMode, settled } from './agentBench.ts';

const topicOf = (kind: AnsweredKind): string => buildTopic(kind, { bundleId: 'acme', actionId: 'wink' });
const many = 10_000;
const deep = `${'['.repeat(many)}${']'.repeat(many)}`;

/** Payloads that nobody should send, as text; each has the reqId `r`. */
const hostile: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'no d', text: '{"reqId":"r"}' },
  { name: 'd that is no object', text: '{"d":[1,2],"reqId":"r"}' },
  { name: 'd that is null', text: '{"d":null,"reqId":"r"}' },
  {
    name: '10,000 fields',
    text: JSON.stringify({ d: { fields: Array.from({ length: many }, (_, at) => `f${at}`) }, reqId: 'r' }),
  },
  {
    name: '3,000 fields that do not exist',
    text: JSON.stringify({ d: { fields: Array.from({ length: 3_000 }, (_, at) => ({ field: `f${at}`, value: at })) }, reqId: 'r' }),
  },
  { name: '__proto__ as field', text: '{"d":{"fields":[{"field":"__proto__","value":{"polluted":true}}]},"reqId":"r"}' },
  { name: '__proto__ as value', text: '{"d":{"fields":[{"field":"metadata","value":{"__proto__":{"polluted":true}}}]},"reqId":"r"}' },
  { name: '__proto__ as envelope', text: '{"__proto__":{"d":{"fields":[{"field":"metadata","value":1}]}},"reqId":"r"}' },
  { name: 'deep nesting', text: `{"d":{"fields":[{"field":"metadata","value":{"a":${deep}}}]},"reqId":"r"}` },
  { name: 'deep nesting in an unknown place', text: `{"a":${deep},"d":{"fields":[{"field":"metadata"}]},"reqId":"r"}` },
  { name: 'fields as texts', text: '{"d":{"fields":["mgmt.firmware","metadata"]},"reqId":"r"}' },
  { name: 'd.data', text: '{"d":{"data":[{"field":"metadata","value":{}}]},"reqId":"r"}' },
  { name: 'd.field with d.value', text: '{"d":{"field":"metadata","value":{}},"reqId":"r"}' },
  { name: 'fields that are nothing', text: '{"d":{"fields":[null,1,"",{},[],{"field":7},{"field":""}]},"reqId":"r"}' },
  {
    name: 'a value of 100,000 characters',
    text: JSON.stringify({ d: { fields: [{ field: 'metadata', value: { a: 'x'.repeat(100_000) } }] }, reqId: 'r' }),
  },
  {
    name: 'a field with a name of 100,000 characters',
    text: JSON.stringify({ d: { fields: [{ field: 'x'.repeat(100_000), value: 1 }] }, reqId: 'r' }),
  },
  { name: 'halves of surrogates', text: '{"d":{"fields":[{"field":"\\ud800","value":"\\udc00"}]},"reqId":"r"}' },
  { name: 'firmware that is no object', text: '{"d":{"fields":[{"field":"mgmt.firmware","value":[]}]},"reqId":"r"}' },
  {
    name: 'firmware with members of wrong types',
    text: '{"d":{"fields":[{"field":"mgmt.firmware","value":{"uri":{},"state":"2"}}]},"reqId":"r"}',
  },
];

for (const { name, text } of hostile) {
  for (const kind of answeredKinds) {
    test(`${kind} with ${name} gets one answer with a legal rc`, async () => {
      const bench = await AgentBench.managed('automatic');
      const sent = await bench.asked(topicOf(kind), text);
      const answers = sent.filter(({ topic }) => topic === 'iotdevice-1/response');
      assert.equal(answers.length, 1);
      const { rc, reqId } = answers[0]?.payload ?? {};
      assert.equal(reqId, 'r');
      assert.ok(
        kindNamed(kind).answer?.codes.some((code) => code.rc === rc),
        String(rc),
      );
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
      assert.equal((await bench.agent.request({ kind: 'dm.manage' })).rc, 200, 'what was taken in can be told again');
    });
  }
}

test('what older platforms say means the same', async () => {
  for (const fields of ['{"fields":["metadata"]}', '{"data":[{"field":"metadata"}]}', '{"field":"metadata"}']) {
    const bench = await AgentBench.managed('automatic');
    await bench.asked('iotdm-1/observe', `{"d":${fields},"reqId":"r"}`);
    assert.deepEqual(bench.state.observed, ['metadata']);
  }
  const bench = await AgentBench.managed('automatic');
  await bench.asked('iotdm-1/device/update', '{"d":{"field":"metadata","value":{"room":1}},"reqId":"r"}');
  await bench.agent.request({ kind: 'dm.manage' });
  assert.deepEqual(detailsOf(bench.sent.at(-1)).metadata, { room: 1 });
});

test('what is larger than the platform lets pass is not even read', async () => {
  const bench = await AgentBench.managed('ask');
  await bench.asked('iotdm-1/observe', JSON.stringify({ a: 'x'.repeat(131_072), reqId: 'r' }));
  assert.deepEqual(bench.state.pending, []);
});

test('however much is asked, what is kept is bounded', async () => {
  const bench = await AgentBench.managed('ask');
  const large = 'x'.repeat(100_000);
  for (let at = 0; at < 200; at++)
    bench.cross('down', 'iotdm-1/observe', JSON.stringify({ d: { fields: [{ field: large }] }, reqId: `r${at}` }));
  assert.ok(bench.state.pending.length <= 5);
  assert.equal(bench.state.pending.at(-1)?.reqId, 'r199');
  const automatic = await AgentBench.managed('automatic');
  for (let at = 0; at < 100; at++) {
    const value = { [`m${at}`]: 'x'.repeat(5_000) };
    await automatic.asked('iotdm-1/device/update', { d: { fields: [{ field: 'deviceInfo', value }] }, reqId: `r${at}` });
  }
  const rcs = automatic.sent.map(({ payload }) => payload['rc']);
  assert.deepEqual([rcs[0], rcs.at(-1)], [204, 500]);
  assert.equal((await automatic.agent.request({ kind: 'dm.manage' })).rc, 200);
});

test('a flood of requests whose answers are delayed is bounded, and said', async () => {
  const bench = await AgentBench.managed('replies');
  bench.agent.setReplies([{ on: 'dm.observe', reply: { delay: 1_000 } }]);
  for (let at = 0; at < 150; at++) bench.cross('down', 'iotdm-1/observe', { d: { fields: [{ field: 'metadata' }] }, reqId: `r${at}` });
  assert.equal(bench.clock.pending, 100);
  assert.match(bench.state.note ?? '', /answers are delayed/);
});

/** Anything that JSON can say, with the words of the protocol among it. */
const words = fc.constantFrom(
  'd',
  'fields',
  'field',
  'value',
  'data',
  'metadata',
  'location',
  'deviceInfo',
  'mgmt.firmware',
  'mgmt.firmware.state',
);
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.jsonValue({ maxDepth: 1 }), words, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc.dictionary(fc.oneof(words, fc.string()), tie('value'), { maxKeys: 5 }),
}));
const text = fc.oneof(
  fc.record({ d: json.object, reqId: fc.string({ minLength: 1 }) }).map((payload) => JSON.stringify(payload)),
  json.value.map((payload) => JSON.stringify(payload)),
  fc.string(),
);
const topic = fc.oneof(
  fc.constantFrom(...answeredKinds).map(topicOf),
  fc.array(fc.oneof(words, fc.string()), { maxLength: 6 }).map((levels) => `iotdm-1/${levels.join('/')}`),
  fc.constant('iotdm-1/response'),
);
const payload = fc.oneof(
  text.map((written) => new TextEncoder().encode(written)),
  fc.uint8Array({ maxLength: 200 }),
);

test('whatever arrives below iotdm-1, nothing is thrown, and each request with a reqId gets one legal answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(topic, payload, fc.boolean()), { maxLength: 8 }), fc.boolean(), async (messages, gateway) => {
      const bench = await AgentBench.managed('automatic', { gateway });
      const name = gateway ? '/type/bridge/id/b-1' : '';
      const wanted: string[] = [];
      for (const [short, bytes, dup] of messages) {
        const before = bench.sent.length;
        const long = short.replace('iotdm-1', `iotdm-1${name}`);
        bench.cross('down', long, '', { payload: bytes, dup });
        const kind = matchTopic(long, 'device')?.kind;
        const reqId = reqIdIn(bytes);
        const answers = bench.sent.slice(before).filter(({ topic: to }) => to.endsWith('/response'));
        if (kind === undefined || kind.sender !== 'platform' || kind.answer === undefined || reqId === undefined) {
          assert.deepEqual(answers, []);
          continue;
        }
        const again = dup && wanted.includes(`${long} ${reqId}`);
        wanted.push(`${long} ${reqId}`);
        assert.equal(answers.length, again ? 0 : 1);
        if (!again) assert.ok(kind.answer.codes.some(({ rc }) => rc === answers[0]?.payload['rc']));
      }
      await settled();
      bench.agent.disconnected(new Error('over'));
      bench.agent.ended();
      assert.equal(bench.clock.pending, 0);
    }),
    { numRuns: 300 },
  );
});

test('whatever arrives, it can be asked about and answered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(topic, payload), { maxLength: 5 }), async (messages) => {
      const bench = await AgentBench.managed('ask', { choice: { answers: everyMode('ask') } });
      for (const [to, bytes] of messages) bench.cross('down', to, '', { payload: bytes });
      for (const { key, payload: shown } of bench.state.pending) {
        assert.ok(shown.isWellFormed() && shown.length <= 2_000);
        await bench.agent.answer(key, { rc: 200, anyway: true });
      }
      assert.deepEqual(bench.state.pending, []);
    }),
    { numRuns: 100 },
  );
});

function reqIdIn(bytes: Uint8Array): string | undefined {
  try {
    const read = JSON.parse(new TextDecoder().decode(bytes)) as { reqId?: unknown } | null;
    const reqId =
      typeof read === 'object' && read !== null && !Array.isArray(read) && Object.hasOwn(read, 'reqId') ? read.reqId : undefined;
    return typeof reqId === 'string' && reqId !== '' ? reqId : undefined;
  } catch {
    return undefined;
  }
}
