import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { PublishJob, UndeliveredMessage } from '../../src/rpc/session/sessionState.ts';
import { commands } from '../../src/workbench/ids.ts';
import {
  jobItem,
  publishRows,
  undeliveredItem,
  undeliveredMessageItem,
  undeliveredRows,
  waitingItem,
} from '../../src/workbench/connections/tree/publishRows.ts';
import { applicationClient, lampClient, PublishBench } from './support/publishBench.ts';

const job: PublishJob = { id: 'j-1', topic: 'iot-2/evt/status/fmt/json', everyMs: 100, count: 50, sent: 12, rate: 9.84 };
const lost: UndeliveredMessage = { topic: 'iot-2/evt/status/fmt/json', size: 1234, qos: 1, time: 0, reason: 'The connection ended.' };

describe('Publish Repeatedly…', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('starts a job, with what the plans allow beside every time', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const answers = ['status', 'json', '{"n":"${counter}"}', 'QoS 1', 'Publish Repeatedly…', '100 ms', '50'];
    const window = await bench.run(t, commands.publishRepeatedly, answers);
    assert.deepEqual(window.left, []);
    const spec = { topic: 'iot-2/evt/status/fmt/json', template: '{"n":"${counter}"}', qos: 1, everyMs: 100, count: 50, environment: {} };
    assert.deepEqual(bench.asked, [['startJob', 'device-0', spec]]);
    assert.match(window.shown.at(-1) ?? '', /every 100 ms/);
  });

  it('can go on until it is stopped, every so often as is typed', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    await bench.run(t, commands.publishEvent, ['status', 'text', 'x', 'QoS 0', 'Publish Repeatedly…', '20 ms', 'Until it is stopped']);
    const [[, , spec] = []] = bench.asked;
    assert.deepEqual(spec, { topic: 'iot-2/evt/status/fmt/text', template: 'x', qos: 0, everyMs: 20, environment: {} });
  });

  it('says what a plan does about the rate', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const window = await bench.run(t, commands.publishEvent, ['status', 'text', 'x', 'QoS 0', 'Publish Repeatedly…', undefined]);
    const choice = window.choices.find(({ label }) => label === '100 ms');
    assert.equal(choice?.description, '10 messages/s; Lite allows 5; Standard allows 10');
    assert.match(choice?.detail ?? '', /More than Lite allows\. The platform reads from the connection more slowly/);
    assert.equal(window.choices.find(({ label }) => label === '1 s')?.detail, undefined);
    assert.deepEqual(bench.asked, []);
  });

  it('takes bytes that are text as they are, and no others', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const text = `hex:${Buffer.from('${now}').toString('hex')}`;
    await bench.run(t, commands.publishRepeatedly, ['raw', 'bin', text, 'QoS 0', 'Publish Repeatedly…', '1 s', '10 times']);
    const [[, , spec] = []] = bench.asked;
    assert.equal((spec as { readonly template: string }).template, '$${now}');
    t.mock.restoreAll();
    const window = await bench.run(t, commands.publishRepeatedly, [
      'raw2',
      'bin',
      'Type a payload…',
      'hex:ff',
      'QoS 0',
      'Publish Repeatedly…',
    ]);
    assert.match(window.shown.at(-1) ?? '', /no text in UTF-8/);
  });

  it('needs a connection that is open now', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient, { session: { phase: 'waiting' } });
    const window = await bench.run(t, commands.publishRepeatedly, []);
    assert.match(window.shown.at(-1) ?? '', /No connection is open/);
  });
});

describe('Stop Publishing', () => {
  it('stops the job of its row', async (t) => {
    const bench = new PublishBench(t);
    const other = { ...job, id: 'j-2' };
    const { id } = bench.add(lampClient, { session: { jobs: [job, other] } });
    await bench.run(t, commands.stopPublishing, [], { node: 'job', id, job: other });
    assert.deepEqual(bench.asked, [['stopJob', id, 'j-2']]);
  });

  it('stops the only one there is', async (t) => {
    const bench = new PublishBench(t);
    bench.add(applicationClient);
    const { id } = bench.add(lampClient, { session: { jobs: [job] } });
    await bench.run(t, commands.stopPublishing, []);
    assert.deepEqual(bench.asked, [['stopJob', id, 'j-1']]);
  });

  it('stops one or all of several, as is chosen', async (t) => {
    const bench = new PublishBench(t);
    const { id } = bench.add(lampClient, { session: { jobs: [job, { ...job, id: 'j-2', topic: 'iot-2/evt/other/fmt/json' }] } });
    await bench.run(t, commands.stopPublishing, ['iot-2/evt/other/fmt/json']);
    assert.deepEqual(bench.asked.splice(0), [['stopJob', id, 'j-2']]);
    t.mock.restoreAll();
    await bench.run(t, commands.stopPublishing, ['All']);
    assert.deepEqual(bench.asked.splice(0), [
      ['stopJob', id, 'j-1'],
      ['stopJob', id, 'j-2'],
    ]);
    t.mock.restoreAll();
    await bench.run(t, commands.stopPublishing, [undefined]);
    assert.deepEqual(bench.asked, []);
  });

  it('says when nothing is being published', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const window = await bench.run(t, commands.stopPublishing, []);
    assert.match(window.shown.at(-1) ?? '', /Nothing is being published/);
  });
});

describe('what was not delivered', () => {
  it('is published again', async (t) => {
    const bench = new PublishBench(t);
    const { id } = bench.add(lampClient, { session: { undelivered: [lost] } });
    const window = await bench.run(t, commands.resendUndelivered, []);
    assert.deepEqual(bench.asked, [['resendUndelivered', id]]);
    assert.match(window.shown.at(-1) ?? '', /on its way again/);
  });

  it('is discarded after a question', async (t) => {
    const bench = new PublishBench(t);
    const { id } = bench.add(lampClient, { session: { undelivered: [lost] } });
    await bench.run(t, commands.discardUndelivered, [undefined]);
    assert.deepEqual(bench.asked, []);
    t.mock.restoreAll();
    await bench.run(t, commands.discardUndelivered, ['Discard']);
    assert.deepEqual(bench.asked, [['discardUndelivered', id]]);
  });

  it('is nothing where all was delivered', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    for (const command of [commands.resendUndelivered, commands.discardUndelivered]) {
      const window = await bench.run(t, command, []);
      assert.match(window.shown.at(-1) ?? '', /no undelivered messages/);
      t.mock.restoreAll();
    }
  });
});

describe('the rows of publishing', () => {
  it('are jobs, then what waits, then what was not delivered', (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient, { session: { jobs: [job], waiting: 2, undelivered: [lost, lost] } });
    bench.add(lampClient);
    const [busy, idle] = bench.connections.map((connection) => publishRows(connection).map(({ node }) => node));
    assert.deepEqual(busy, ['job', 'waiting', 'undelivered']);
    assert.deepEqual(idle, []);
  });

  it('say everything in words', () => {
    const running = jobItem({ node: 'job', id: 'p', job });
    assert.equal(running.label, 'Publishing status');
    assert.equal(running.description, 'every 100 ms, 12 of 50 sent, 9.8 of 10 a second');
    assert.ok(typeof running.tooltip === 'string');
    assert.match(running.tooltip, /^iot-2\/evt\/status\/fmt\/json\n/);
    const { count: _, ...endless } = job;
    assert.equal(jobItem({ node: 'job', id: 'p', job: endless }).description, 'every 100 ms, 12 sent, 9.8 of 10 a second');
    assert.equal(waitingItem({ node: 'waiting', id: 'p', count: 1 }).label, '1 message waits');
    assert.equal(undeliveredItem({ node: 'undelivered', id: 'p', messages: [lost] }).label, '1 message was not delivered');
    const [row] = undeliveredRows({ node: 'undelivered', id: 'p', messages: [lost] });
    assert.ok(row?.node === 'undeliveredMessage');
    const message = undeliveredMessageItem(row);
    assert.match(String(message.description), /QoS 1, 1,234 bytes$/);
    assert.equal(message.tooltip, lost.reason);
    assert.match(message.accessibilityInformation?.label ?? '', /The connection ended\.$/);
  });
});
