import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { ReplyRule } from '../../src/replies/replyRule.ts';
import { Bin } from '../../src/workbench/bin.ts';
import { Engine } from '../../src/workbench/engine.ts';
import { noLint } from './support/noLint.ts';
import { noReplies } from './support/noReplies.ts';

/** An engine that answers the first calls as the real one does, and dies when it is asked for rows. */
const dyingEngine = `
const { parentPort } = require('node:worker_threads');
const answers = { openStore: {}, extent: { first: 0, end: 0 }, watchPlatform: undefined };
parentPort.on('message', (frames) => {
  for (const { ask, id } of frames) {
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
    const engine = bin.add(new Engine({ program, storeFolder: folder, log, lint: noLint, replies }));
    const crashed = Promise.withResolvers<Error>();
    bin.add(engine.onCrash((why) => crashed.resolve(why)));

    const first = await engine.calls();
    await assert.rejects(first.ask('rows', 0, 10), /The thread failed: out of order/);
    assert.match((await crashed.promise).message, /out of order/);
    await assert.rejects(first.ask('extent'), /The thread failed/);

    const second = await engine.calls();
    assert.notEqual(second, first);
    assert.deepEqual(await second.ask('extent'), { first: 0, end: 0 });
    assert.equal(reads, 2, 'the replies files are read at every start');
    second.dispose();
  });
});
