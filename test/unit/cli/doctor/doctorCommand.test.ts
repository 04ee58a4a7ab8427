import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { DoctorReport } from '../../../../src/rpc/session/doctorReport.ts';
import { runInProcess } from '../../../support/cli/runInProcess.ts';
import { withEnvironment } from '../../../support/cli/withEnvironment.ts';
import { soon } from '../../../support/platform/soon.ts';
import { deviceToken, org, startPlatform } from '../../../support/platform/testPlatform.ts';

function argsFor(port: number): readonly string[] {
  return ['doctor', '--host', '127.0.0.1', '--port', String(port), '--org', org, '--type', 'sensor', '--id', 'one'];
}

describe('wiotp doctor', () => {
  it('goes as far as the network unless told, so that it pushes nobody out', async (t) => {
    withEnvironment(t, {});
    const platform = await startPlatform(t);
    const { code, out } = await runInProcess(argsFor(platform.port));
    assert.equal(code, 0);
    assert.match(out, /^passed +tcp /m);
    assert.match(out, /--reach connect also tries the client ID and the token, which pushes out/);
    assert.ok(!platform.records.some(({ event }) => event?.kind === 'connection.open'));
  });

  it('connects and subscribes when that is asked for', async (t) => {
    withEnvironment(t, { WIOTP_AUTH_TOKEN: deviceToken });
    const platform = await startPlatform(t);
    const { code, out } = await runInProcess([...argsFor(platform.port), '--reach', 'subscribe', '--json']);
    const report = JSON.parse(out) as DoctorReport;
    assert.deepEqual([code, report.healthy, report.clientId], [0, true, `d:${org}:sensor:one`]);
    assert.deepEqual(
      report.steps.filter(({ result }) => result === 'passed').map(({ step }) => step),
      ['tcp', 'connect', 'subscribe'],
    );
  });

  it('is exit code 1 when a step fails, and says which', async (t) => {
    const token = 's3cr3t-marker';
    withEnvironment(t, { WIOTP_AUTH_TOKEN: token });
    const platform = await startPlatform(t);
    const { code, out, err } = await runInProcess([...argsFor(platform.port), '--reach', 'connect']);
    assert.equal(code, 1);
    assert.match(out, /^failed +connect /m);
    assert.match(out, /something failed/);
    assert.ok(!`${out}${err}`.includes(token));
  });

  it('is exit code 2 when a file of TLS cannot be read', async (t) => {
    withEnvironment(t, {});
    const { code, out } = await runInProcess([...argsFor(1), '--transport', 'tls', '--ca', 'nowhere.pem']);
    assert.equal(code, 2);
    assert.match(out, /nowhere\.pem, does not exist\.[^]*Check the path, and who may read the file/);
  });

  it('is not healthy when it was stopped', async (t) => {
    withEnvironment(t, {});
    const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    t.after(() => silent.close());
    await once(silent, 'listening');
    const run = runInProcess([...argsFor((silent.address() as AddressInfo).port), '--transport', 'tls', '--json']);
    await once(silent, 'connection');
    process.emit('SIGTERM', 'SIGTERM');
    const { code, out } = await soon('the end of the command', run);
    const { healthy, stopped } = JSON.parse(out) as { readonly healthy: boolean; readonly stopped?: boolean };
    assert.deepEqual([code, healthy, stopped], [2, false, true]);
  });

  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['doctor'], /Nothing says who connects/],
    [[...argsFor(1), '--reach', 'far'], /--reach is one of network, connect, subscribe/],
    [[...argsFor(1), '--reach', 'connect'], /no token to connect with/],
    [[...argsFor(1), 'more'], /takes options only/],
    [[...argsFor(1), '--portt', '1'], /Is --port meant/],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.slice(-2).join(' ')}`, async (t) => {
      withEnvironment(t, {});
      const { code, out, err } = await runInProcess(args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });
  }
});
