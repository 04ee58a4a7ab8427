import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { Bin } from '../../src/workbench/bin.ts';
import { PlatformHost, type PlatformState } from '../../src/workbench/embeddedPlatform/platformHost.ts';
import { Engine } from '../../src/workbench/engine.ts';
import { isAlive } from '../support/ownedProcess.ts';
import { until } from '../support/until.ts';
import { noLint } from './support/noLint.ts';
import { ourExtension } from './support/sample.ts';

describe('the embedded platform, as a process of its own', () => {
  let folder = '';
  let engine: Engine;
  const bin = new Bin();

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'platform-'));
    const log = bin.add(vscode.window.createOutputChannel('Test', { log: true }));
    engine = new Engine({ program: programPath('engine.js'), storeFolder: path.join(folder, 'traffic'), log, lint: noLint });
  });
  after(async () => {
    await engine.shutdown();
    bin.dispose();
    await rm(folder, { recursive: true });
  });

  function window(): PlatformHost {
    const dataFolder = path.join(folder, 'data');
    return bin.add(
      new PlatformHost({ program: programPath('cli.js'), dataFolder, controlFile: path.join(dataFolder, 'control.json') }, engine),
    );
  }

  it('is shared by windows, survives one that closes, and ends for all of them', async () => {
    const [first, second] = [window(), window()];
    const { info: started } = await first.start(0);
    await second.attach();
    const attached = runningState(second.state);
    assert.equal(attached.info.pid, started.pid);
    const surprised: Error[] = [];
    for (const { onLost } of [first, second]) bin.add(onLost((why) => surprised.push(why)));

    await (await first.calls()).ask('addDevice', { typeId: 'lamp', deviceId: 'l-1' });
    await until('the other window to see the device', () => second.device({ typeId: 'lamp', deviceId: 'l-1' }));

    const third = window();
    await third.attach();
    third.dispose();
    assert.equal((await (await second.calls()).ask('describe')).pid, started.pid);
    await second.stop();
    await until('the other window to see the end', () => first.state.phase === 'stopped' || undefined);
    assert.deepEqual(surprised, []);
    await until('the process to end', () => !isAlive(started.pid) || undefined);
    assert.equal(second.state.phase, 'stopped');
  });

  it('is reported when it dies, and starts again with its devices', async () => {
    const platform = window();
    const { pid } = (await platform.start(0)).info;
    const lost = Promise.withResolvers<Error>();
    bin.add(platform.onLost((why) => lost.resolve(why)));
    process.kill(pid, 'SIGKILL');
    await lost.promise;
    assert.equal(platform.state.phase, 'stopped');
    await assert.rejects(platform.calls(), /does not run/);

    const { info: again, isNew } = await platform.start(0);
    assert.equal(isNew, true);
    assert.notEqual(again.pid, pid);
    assert.ok(platform.device({ typeId: 'lamp', deviceId: 'l-1' }));
    await platform.stop();
    await until('the process to end', () => !isAlive(again.pid) || undefined);
  });

  it('ends by itself after its last window', async () => {
    const platform = window();
    const { pid } = (await platform.start(0)).info;
    platform.dispose();
    await engine.watchPlatform(undefined);
    await until('the process to end', () => !isAlive(pid) || undefined);
  });
});

function runningState(state: PlatformState): Extract<PlatformState, { phase: 'running' }> {
  assert.ok(state.phase === 'running');
  return state;
}

function programPath(name: string): string {
  return vscode.Uri.joinPath(ourExtension().extensionUri, 'dist', name).fsPath;
}
