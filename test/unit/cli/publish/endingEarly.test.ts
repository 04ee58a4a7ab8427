import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { LineOutput } from '../../../../src/cli/lineOutput.ts';
import { runCommand } from '../../../../src/cli/runCommand.ts';
import { runInProcess } from '../../../support/cli/runInProcess.ts';
import { withEnvironment } from '../../../support/cli/withEnvironment.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { soon } from '../../../support/platform/soon.ts';

const topic = 'iot-2/evt/e/fmt/json';

function argsFor(port: number, ...more: readonly string[]): readonly string[] {
  const connection = ['--host', '127.0.0.1', '--port', String(port), '--org', 'abc123', '--type', 't', '--id', 'd'];
  return ['publish', ...connection, '--event', 'e', '--payload', '{}', ...more];
}

/** What a signal from outside comes to in this process. */
function interrupt(): void {
  process.emit('SIGTERM', 'SIGTERM');
}

describe('wiotp publish that is ended before its time', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], code: number, interrupted: unknown])[] = [
    ['is done when it would have gone on for ever', ['--every', '10'], 0, undefined],
    ['has not done what --count asked for', ['--every', '10', '--count', '100000'], 1, true],
  ];
  for (const [what, args, expected, interrupted] of cases) {
    it(what, async (t) => {
      withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
      const broker = await TestBroker.start(t);
      const run = runInProcess(argsFor(broker.port, '--json', ...args));
      await broker.heard(topic, 2);
      interrupt();
      const { code, out } = await soon('the end of the command', run);
      const result = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
      assert.deepEqual([code, result['interrupted']], [expected, interrupted]);
      assert.ok(Number(result['published']) >= 2);
    });
  }

  it('has not done anything before a connection came about', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
    const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    t.after(() => silent.close());
    await once(silent, 'listening');
    const run = runInProcess(argsFor((silent.address() as AddressInfo).port, '--json'));
    await once(silent, 'connection');
    interrupt();
    const { code, out } = await soon('the end of the command', run);
    const { published, interrupted } = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual([code, published, interrupted], [2, 0, true]);
  });

  it('ends by itself when nobody reads any more how it goes on', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: 'token' });
    const broker = await TestBroker.start(t);
    const gone = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })) });
    const err = new LineOutput(new Writable({ write: (_chunk, _encoding, done) => done() }), () => '');
    const context = {
      out: new LineOutput(gone, () => ''),
      err,
      folder: tmpdir(),
      readInput: async () => new Uint8Array(),
      schemasProgram: '',
    };
    const code = await soon('the end of the command', runCommand(argsFor(broker.port, '--every', '10'), context));
    assert.equal(code, 0);
    assert.ok(broker.published.length > 0);
  });
});
