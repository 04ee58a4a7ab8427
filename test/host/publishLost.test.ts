import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { SessionState } from '../../src/rpc/session/sessionState.ts';
import { commands } from '../../src/workbench/ids.ts';
import { canPublishAgain } from '../../src/workbench/publish/publishAgainContext.ts';
import { lampClient, PublishBench } from './support/publishBench.ts';
import type { ScriptedAnswer } from './support/scriptedWindow.ts';

describe('Publish Event… over a connection that is lost while it asks', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const cases: readonly (readonly [string, SessionState['phase'], 0 | 1, readonly ScriptedAnswer[], number | undefined, RegExp])[] = [
    ['keeps a message of QoS 1', 'waiting', 1, ['Keep It Until Then'], 1, /tries to connect again[^]*is kept/],
    ['offers QoS 1 in place of QoS 0', 'waiting', 0, ['Send with QoS 1'], 1, /QoS 0 waits for nothing/],
    ['sends nothing when the user does not want to wait', 'waiting', 0, [undefined], undefined, /QoS 0 waits for nothing/],
    [
      'sends nothing over one that does not come back',
      'closed',
      1,
      [],
      undefined,
      /was disconnected meanwhile, so nothing was sent\. It is gone\./,
    ],
  ];
  for (const [name, phase, qos, answers, sent, says] of cases) {
    it(name, async (t) => {
      const bench = new PublishBench(t, { publish: 'waiting' });
      const profile = bench.add(lampClient, { qos });
      // The linter is asked for the preview: the connection is lost before that is answered.
      const { linter } = bench.parts;
      Object.assign(bench.parts, {
        linter: async () => {
          const [connection] = bench.connections;
          assert.ok(connection?.session);
          bench.connections[0] = { ...connection, session: { ...connection.session, phase, reason: 'It is gone.' } };
          return linter();
        },
      });
      const window = await bench.run(t, commands.publishEvent, ['status', 'json', '1', `QoS ${qos}`, 'Publish Once', ...answers]);
      assert.deepEqual(window.left, []);
      assert.match(window.shown.join('\n'), says);
      assert.deepEqual(
        bench.published,
        sent === undefined ? [] : [{ id: profile.id, topic: 'iot-2/evt/status/fmt/json', payload: '1', qos: sent, retain: false }],
      );
      assert.equal(bench.parts.recentEvents.all().length, 1, 'what was typed is not lost');
    });
  }
});

describe('a payload as it is typed', () => {
  const cases: readonly (readonly [string, string, RegExp | undefined])[] = [
    ['json', '{"t": }', /^The payload: it is no JSON.* It can be sent all the same\.$/],
    ['json', '{"t": ${counter}}', undefined],
    ['json', '', undefined],
    ['csv', '{"t": }', undefined],
  ];
  for (const [format, typed, warning] of cases) {
    it(`${JSON.stringify(typed)} as ${format} is ${warning === undefined ? 'fine' : 'told to be no JSON, and accepted'}`, async (t) => {
      const bench = new PublishBench(t);
      bench.add(lampClient);
      const window = await bench.run(t, commands.publishEvent, ['status', format, typed, 'QoS 0', undefined]);
      assert.deepEqual(window.left, []);
      if (warning === undefined) assert.equal(window.warned, undefined);
      else assert.match(window.warned ?? '', warning);
    });
  }
});

describe('Publish Again', () => {
  it('is there only while it can do something', async (t) => {
    const bench = new PublishBench(t);
    bench.add(lampClient);
    const { recentEvents } = bench.parts;
    const can = (): boolean => canPublishAgain(bench.connections, recentEvents);
    assert.equal(can(), false, 'nothing was published');
    await bench.run(t, commands.publishEvent, ['status', 'json', '1', 'QoS 0', 'Publish Once']);
    assert.equal(can(), true);
    const [connection] = bench.connections;
    assert.ok(connection?.session);
    bench.connections[0] = { ...connection, session: { ...connection.session, phase: 'waiting' } };
    assert.equal(can(), false, 'QoS 0 waits for nothing');
    bench.connections[0] = { ...connection, session: undefined };
    assert.equal(can(), false, 'not connected');
  });
});
