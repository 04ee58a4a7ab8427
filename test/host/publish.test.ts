import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { Refusal } from '../../src/wiotp/refusal.ts';
import { commands } from '../../src/workbench/ids.ts';
import { applicationClient, gatewayClient, lampClient, PublishBench } from './support/publishBench.ts';
import type { ScriptedAnswer } from './support/scriptedWindow.ts';

const long = 'iot-2/type/gw/id/g-1/evt/status/fmt/json';
const behind = 'iot-2/type/lamp/id/l-7/evt/status/fmt/json';

describe('Publish Event…', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const rows: readonly (readonly [string, typeof lampClient, readonly ScriptedAnswer[], object])[] = [
    [
      'JSON',
      lampClient,
      ['status', 'json', '{"t":1}', 'QoS 1', 'Publish Once'],
      { topic: 'iot-2/evt/status/fmt/json', payload: '{"t":1}', qos: 1 },
    ],
    [
      'XML',
      lampClient,
      ['status', 'xml', '<t>1</t>', 'QoS 0', 'Publish Once'],
      { topic: 'iot-2/evt/status/fmt/xml', payload: '<t>1</t>', qos: 0 },
    ],
    ['CSV', lampClient, ['status', 'csv', '1,2', 'QoS 2', 'Publish Once'], { topic: 'iot-2/evt/status/fmt/csv', payload: '1,2', qos: 2 }],
    [
      'bytes',
      lampClient,
      ['raw', 'bin', 'hex:00 ff', 'QoS 0', 'Publish Once'],
      { topic: 'iot-2/evt/raw/fmt/bin', payload: '\u0000\u00ff', qos: 0 },
    ],
    [
      'base64',
      lampClient,
      ['raw', 'bin', 'base64:AP8=', 'QoS 0', 'Publish Once'],
      { topic: 'iot-2/evt/raw/fmt/bin', payload: '\u0000\u00ff', qos: 0 },
    ],
    [
      'a format of its own',
      lampClient,
      ['raw', 'cbor', 'x', 'QoS 0', 'Publish Once'],
      { topic: 'iot-2/evt/raw/fmt/cbor', payload: 'x', qos: 0 },
    ],
    ['nothing', lampClient, ['raw', 'text', '', 'QoS 0', 'Publish Once'], { topic: 'iot-2/evt/raw/fmt/text', payload: '', qos: 0 }],
    ['a gateway’s own', gatewayClient, ['status', 'gw:g-1', 'json', '1', 'QoS 0', 'Publish Once'], { topic: long, payload: '1', qos: 0 }],
    [
      'of a device behind a gateway',
      gatewayClient,
      ['status', 'lamp:l-7', 'json', '1', 'QoS 0', 'Publish Once'],
      { topic: behind, payload: '1', qos: 0 },
    ],
    [
      'an application’s, for a device',
      applicationClient,
      ['status', 'lamp:l-7', 'json', '1', 'QoS 0', 'Publish Once'],
      { topic: behind, payload: '1', qos: 0 },
    ],
  ];
  for (const [what, client, answers, message] of rows) {
    it(`publishes ${what}`, async (t) => {
      const bench = new PublishBench(t);
      const { id } = bench.add(client);
      const window = await bench.run(t, commands.publishEvent, answers);
      assert.deepEqual(bench.published, [{ id, retain: false, ...message }]);
      assert.deepEqual(window.left, []);
      assert.match(window.shown.at(-1) ?? '', /published .* and acknowledged/);
    });
  }

  it('shows variables filled in, and sends what it showed', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const window = await bench.run(t, commands.publishEvent, [
      'status',
      'json',
      '{"id":"${uuid}","n":"${counter}"}',
      'QoS 0',
      'Publish Once',
    ]);
    const [message] = bench.published as readonly { readonly payload: string }[];
    assert.match(message?.payload ?? '', /^\{"id":"[\da-f-]{36}","n":1\}$/);
    assert.ok(window.choices.some(({ label }) => label === message?.payload));
    assert.equal(window.choices[0]?.detail, `${message?.payload.length} of 131,072 bytes · iot-2/evt/status/fmt/json`);
  });

  for (const [payload, told] of [
    ['${temperature}', /There is no variable \$\{temperature\}/],
    ['${env:HOME}', /HOME is not allowed.*wiotp\.templates\.environment/],
    ['x'.repeat(131_073), /131,073 bytes; 131,072 are allowed/],
  ] as const) {
    it(`refuses ${payload.slice(0, 20)} while it is typed`, async (t) => {
      const bench = new PublishBench(t);
      bench.add(lampClient);
      await assert.rejects(async () => {
        const window = await bench.run(t, commands.publishEvent, ['status', 'text', payload]);
        // The window of the test throws what an input refuses, and the command tells it.
        throw new Error(window.shown.at(-1));
      }, told);
      assert.deepEqual(bench.published, []);
    });
  }

  it('asks before what the linter or an own schema objects to', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    bench.ownProblems = [{ rule: 'own/type', severity: 'error', message: 'It is too warm. Cool it.', range: { start: 0, end: 0 } }];
    const window = await bench.run(t, commands.publishEvent, ['status', 'json', '{"a":}', 'QoS 0', 'Send Anyway']);
    const labels = window.choices.map(({ label }) => label);
    assert.equal(labels[0], 'Back');
    assert.ok(labels.includes('$(error) It is too warm.'), labels.join('\n'));
    assert.ok(
      labels.some((label) => label.startsWith('$(warning)')),
      labels.join('\n'),
    );
    assert.equal(bench.published.length, 1);
    const [, , , note] = bench.asked.find(([call]) => call === 'publish') ?? [];
    assert.match(JSON.stringify(note), /"forced".*It is too warm/);
  });

  it('asks nothing needless on Quickstart, and says that nothing is confirmed', async (t) => {
    const bench = new PublishBench(t, { publish: 'written' });
    bench.add(lampClient, { target: { kind: 'quickstart' } });
    const window = await bench.run(t, commands.publishEvent, ['status', '{"t":1}', 'Publish Once']);
    assert.deepEqual(bench.published, [{ id: 'device-0', topic: 'iot-2/evt/status/fmt/json', payload: '{"t":1}', qos: 0, retain: false }]);
    assert.match(window.shown.at(-1) ?? '', /sent \(7 bytes\); Quickstart confirms nothing/);
  });

  it('keeps a message for a connection that is away, which takes QoS 1 or 2', async (t) => {
    const bench = new PublishBench(t, { publish: 'waiting' });
    bench.add(lampClient, { session: { phase: 'waiting' } });
    const window = await bench.run(t, commands.publishEvent, ['status', 'json', '1', 'QoS 1', 'Publish Once']);
    assert.match(window.choices[0]?.description ?? '', /QoS 1 · kept until the connection is back/);
    assert.match(window.shown.at(-1) ?? '', /kept \(1 bytes\) until the connection is back/);
    assert.equal(bench.published.length, 1);
  });

  it('offers what was sent before as a whole, first', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await bench.run(t, commands.publishEvent, ['status', 'xml', '<t/>', 'QoS 2', 'Publish Once']);
    t.mock.restoreAll();
    const window = await bench.run(t, commands.publishEvent, ['status', 'Publish Once']);
    assert.deepEqual(window.left, []);
    const [one, other] = bench.published;
    assert.deepEqual(one, other);
  });

  it('goes back from there through the questions with what was sent', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    bench.ownProblems = [{ rule: 'own/type', severity: 'error', message: 'No.', range: { start: 0, end: 0 } }];
    await bench.run(t, commands.publishEvent, ['status', 'json', '{"t":1}', 'QoS 2', 'Send Anyway']);
    t.mock.restoreAll();
    await bench.run(t, commands.publishEvent, ['status', 'Back', 'QoS 1', 'Send Anyway']);
    assert.deepEqual(bench.published.at(-1), {
      id: 'device-0',
      topic: 'iot-2/evt/status/fmt/json',
      payload: '{"t":1}',
      qos: 1,
      retain: false,
    });
  });

  it('needs an open connection', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient, { session: { phase: 'closed' } });
    bench.add(lampClient, { target: { kind: 'quickstart' }, session: { phase: 'waiting' } });
    const window = await bench.run(t, commands.publishEvent, []);
    assert.match(window.shown.at(-1) ?? '', /No connection is open/);
  });

  it('tells why the engine refuses, and keeps what was typed', async (t) => {
    const bench = new PublishBench(t, { publish: new Refusal('It is gone.', { rule: 'test', advice: 'Connect.' }) });
    bench.add(lampClient);
    const window = await bench.run(t, commands.publishEvent, ['status', 'json', '1', 'QoS 0', 'Publish Once']);
    assert.equal(window.shown.at(-1), 'It is gone. Connect.');
    assert.equal(bench.parts.recentEvents.all()[0]?.payload, '1');
  });
});

describe('Publish Again', () => {
  it('publishes the last event of the connection’s class, without questions', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await bench.parts.recentEvents.add({ name: 'status', format: 'json', payload: '${counter}', qos: 1 });
    await bench.parts.recentEvents.add({ name: 'other', format: 'json', payload: '2', qos: 1, sender: 'gateway' });
    await bench.run(t, commands.publishAgain, []);
    assert.deepEqual(bench.published, [{ id: 'device-0', topic: 'iot-2/evt/status/fmt/json', payload: '1', qos: 1, retain: false }]);
  });

  it('asks before what is wrong', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await bench.parts.recentEvents.add({ name: 'status', format: 'json', payload: '{', qos: 1 });
    await bench.run(t, commands.publishAgain, [undefined]);
    assert.deepEqual(bench.published, []);
    t.mock.restoreAll();
    await bench.run(t, commands.publishAgain, ['Send Anyway']);
    assert.equal(bench.published.length, 1);
  });

  it('says that QoS 0 waits for nothing', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient, { session: { phase: 'waiting' } });
    await bench.parts.recentEvents.add({ name: 'status', format: 'json', payload: '1', qos: 0 });
    const window = await bench.run(t, commands.publishAgain, []);
    assert.match(window.shown.at(-1) ?? '', /waits for its connection/);
    assert.deepEqual(bench.published, []);
  });
});
