import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { SessionSettings } from '../../src/profiles/sessionSettings.ts';
import type { ReplyRule } from '../../src/replies/replyRule.ts';
import { Bin } from '../../src/workbench/bin.ts';
import { Engine, type EngineCrash } from '../../src/workbench/engine.ts';
import { withLost } from '../../src/workbench/connections/withLost.ts';
import { readRetention } from '../../src/workbench/traffic/readRetention.ts';
import { managedState, pendingRequest } from '../support/workbench/pendingRequest.ts';
import { anySession } from './support/connectionBench.ts';
import { noLint } from './support/noLint.ts';
import { noReplies } from './support/noReplies.ts';

/** An engine that answers the first calls as the real one does, and dies when it is asked for rows. */
const dyingEngine = `
const { parentPort } = require('node:worker_threads');
const answers = { connect: undefined, openStore: {}, extent: { first: 0, end: 0 }, watchPlatform: undefined };
parentPort.on('message', (frames) => {
  for (const { ask, id } of frames) {
    if (ask === 'connect') parentPort.postMessage([{ news: 'sessions', args: [[{ id: 'p-1' }]] }]);
    if (ask === 'rows') throw new Error('out of order');
    parentPort.postMessage([{ answer: id, value: answers[ask] }]);
  }
});
`;

describe('an engine that dies', () => {
  let folder = '';
  let program = '';
  const bin = new Bin();

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'engine-'));
    program = path.join(folder, 'engine.cjs');
    await writeFile(program, dyingEngine);
  });
  after(async () => {
    bin.dispose();
    await rm(folder, { recursive: true });
  });

  it('fails the call that it was busy with, is reported, and runs again on the next use', async () => {
    const log = bin.add(vscode.window.createOutputChannel('Test', { log: true }));
    let reads = 0;
    const replies = (): Promise<readonly ReplyRule[]> => {
      reads++;
      return noReplies();
    };
    const engine = bin.add(new Engine({ program, storeFolder: folder, log, lint: noLint, retention: readRetention, replies }));
    const crashed = Promise.withResolvers<EngineCrash>();
    bin.add(engine.onCrash((crash) => crashed.resolve(crash)));

    const first = await engine.calls();
    await first.ask('connect', {} as SessionSettings, {});
    await assert.rejects(first.ask('rows', 0, 10), /The thread failed: out of order/);
    const { why, sessions } = await crashed.promise;
    assert.match(why.message, /out of order/);
    assert.deepEqual([sessions, engine.sessions], [[{ id: 'p-1' }], []]);
    await assert.rejects(first.ask('extent'), /The thread failed/);

    const second = await engine.calls();
    assert.notEqual(second, first);
    assert.deepEqual(await second.ask('extent'), { first: 0, end: 0 });
    assert.equal(reads, 2, 'the replies files are read at every start');
    second.dispose();
  });
});

describe('what is lost with the engine', () => {
  const message = { topic: 'iot-2/evt/a/fmt/json', size: 2, qos: 1, time: 0, reason: 'It was closed.' } as const;
  const job = { id: 'j-1', topic: 'iot-2/evt/a/fmt/json', everyMs: 100, sent: 1, rate: 1 };

  const why = new Error('The thread failed: out of order');

  it('is not spoken of without sessions, and where they were closed and empty', () => {
    for (const sessions of [[], [anySession({ phase: 'closed' })]]) assert.equal(withLost(why, sessions), why);
  });

  it('is counted over all sessions', () => {
    const open = anySession({ waiting: 7, jobs: [job], devices: [managedState({ pending: [pendingRequest()] })] });
    const closed = anySession({ phase: 'closed', waiting: 5, undelivered: [message, message] });
    const { message: text, cause } = withLost(why, [open, closed]);
    assert.equal(cause, why);
    assert.equal(
      text,
      'The thread failed: out of order. Lost with it: open connections: 1; messages that waited to be sent: 12; messages that could not be delivered: 2; ' +
        'repeated publications: 1; requests that waited for an answer: 1',
    );
  });
});
