import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DoctorReport } from '../../../../src/rpc/session/doctorReport.ts';
import { runInProcess } from '../../../support/cli/runInProcess.ts';
import { withEnvironment } from '../../../support/cli/withEnvironment.ts';
import { Command, ready, temporaryFolder } from '../../../support/platform/command.ts';

const board = ['--platform', '--type', 'thermostat', '--id', 't-100'];

test('the embedded platform that runs is found, and says why it refuses', async (t) => {
  const home = temporaryFolder(t);
  const running = await ready(new Command(t, ['platform', '--json', '--no-tls', '--prefer-port', '0'], home));
  const [device] = running.devices;
  withEnvironment(t, { WIOTP_HOME: home, WIOTP_AUTH_TOKEN: device?.authToken ?? '' });
  const published = await runInProcess(['publish', ...board, '--event', 'e', '--payload', '{}', '--qos', '1']);
  assert.deepEqual([published.code, published.err], [0, '']);

  process.env['WIOTP_AUTH_TOKEN'] = 'another-token';
  const refused = await runInProcess(['publish', ...board, '--event', 'e', '--payload', '{}']);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /The token of the device thermostat t-100 is wrong \(CONNACK 5\)/);
  const examined = await runInProcess(['doctor', ...board, '--reach', 'connect', '--json']);
  const connect = (JSON.parse(examined.out) as DoctorReport).steps.find(({ step }) => step === 'connect');
  assert.deepEqual([examined.code, connect?.result], [1, 'failed']);
  assert.match(connect?.text ?? '', /token .* is wrong/);

  const secure = await runInProcess(['publish', ...board, '--transport', 'tls', '--event', 'e', '--payload', '{}']);
  assert.equal(secure.code, 2);
  assert.match(secure.err, /listens without TLS only/);
});
