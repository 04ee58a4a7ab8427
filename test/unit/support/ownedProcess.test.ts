import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { OwnedProcess } from '../../support/ownedProcess.ts';
import { projectPath } from '../../support/projectPaths.ts';
import { until } from '../../support/until.ts';

const forever = 'setInterval(() => {}, 1000);';
/** Prints its own id and that of a child in a group of its own, and runs on. */
const family = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['--eval', ${JSON.stringify(forever)}], { detached: true, stdio: 'ignore' });
  console.log(process.pid + ' ' + child.pid);
  ${forever}`;

describe('an owned process', () => {
  it('ends with everything that it started', async () => {
    const owned = new OwnedProcess(process.execPath, ['--eval', family], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(owned.child.stdout);
    const pids = await idsFrom(owned.child.stdout);
    assert.deepEqual(pids.map(isAlive), [true, true]);
    await owned.stop();
    assert.deepEqual(pids.map(isAlive), [false, false]);
  });

  it('ends when its owner is interrupted', async () => {
    const module = pathToFileURL(projectPath('test', 'support', 'ownedProcess.ts')).href;
    const owner = `
      const { OwnedProcess } = await import(${JSON.stringify(module)});
      new OwnedProcess(process.execPath, ['--eval', ${JSON.stringify(family)}], { stdio: ['ignore', 'inherit', 'inherit'] });`;
    const running = spawn(process.execPath, ['--input-type=module', '--eval', owner], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids = await idsFrom(running.stdout);
    running.kill('SIGINT');
    assert.deepEqual(await once(running, 'exit'), [130, null]);
    await until('both to be gone', () => !pids.some(isAlive) || undefined);
  });

  it('tells that a command cannot be started', async () => {
    await assert.rejects(new OwnedProcess('/no/such/program', []).exited, /ENOENT/);
  });
});

async function idsFrom(stream: Readable): Promise<number[]> {
  const [line] = (await once(createInterface(stream), 'line')) as [string];
  return line.split(' ').map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
