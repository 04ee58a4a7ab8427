import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFinalRefusal, markedFinal } from '../../../../src/engine/session/finalRefusal.ts';
import { Refusal } from '../../../../src/wiotp/refusal.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { FaultProxy } from '../../../support/network/faultProxy.ts';
import { startMosquitto, withoutMosquitto } from '../../../support/network/mosquitto.ts';
import { sharedAuthority } from '../../../support/network/testCertificates.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

function refusal(code?: number, cause?: Error): Refusal {
  return new Refusal('No.', { rule: 'no', advice: 'Stop.', ...(code === undefined ? {} : { code }) }, cause === undefined ? {} : { cause });
}

function broken(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code });
}

test('what another attempt cannot change is final, and nothing else', () => {
  for (const code of [1, 2, 4, 5, 0x84, 0x85, 0x86, 0x87, 0x8e, 276, 288, 289])
    assert.equal(isFinalRefusal(refusal(code)), true, String(code));
  for (const code of [undefined, 0, 3, 0x80, 0x88, 0x97, 91, 93, 104, 160, 167]) {
    assert.equal(isFinalRefusal(refusal(code)), false, String(code));
  }
  for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])
    assert.equal(isFinalRefusal(refusal(undefined, broken(code))), true, code);
  for (const code of ['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH'])
    assert.equal(isFinalRefusal(refusal(undefined, broken(code))), false, code);
  const file = refusal();
  assert.equal(markedFinal(file), file);
  assert.equal(isFinalRefusal(file), true);
  assert.equal(isFinalRefusal(refusal()), false);
});

test('a CA file that is gone when the connection comes back ends the session, once', { skip: withoutMosquitto }, async (context) => {
  const mosquitto = await startMosquitto(context);
  assert.ok(mosquitto !== undefined);
  const proxy = await FaultProxy.start(context, { host: '127.0.0.1', port: mosquitto.tlsPort });
  const caFile = join(tempFolder(context), 'ca.pem');
  writeFileSync(caFile, sharedAuthority().certificate);
  const tls = { verifyChain: true, verifyHost: true, caFile };
  const bench = new SessionBench(context);
  await bench.connect(proxy.port, { endpoint: testEndpoint(proxy.port, { transport: 'tls', tls }) });
  await bench.sessions.get('one').publish({ topic: 'iot-2/evt/a/fmt/json', payload: new Uint8Array(), qos: 1, retain: false });
  rmSync(caFile);
  bench.clock.advance(2_000);
  proxy.cut();
  await bench.untilPhase('waiting');
  await bench.sessions.get('one').publish({ topic: 'iot-2/evt/b/fmt/json', payload: new Uint8Array(), qos: 1, retain: false });
  bench.clock.advance(1_000);
  await bench.untilPhase('closed');
  assert.equal(bench.state.failed, true);
  assert.match(bench.state.reason ?? '', /ca\.pem/);
  assert.deepEqual(
    bench.state.undelivered.map(({ topic }) => topic),
    ['iot-2/evt/b/fmt/json'],
  );
  assert.equal(bench.clock.pending, 0);
});
