import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFinalRefusal } from '../../../../src/engine/session/finalRefusal.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';

for (const [what, transport, proxy] of [
  ['for the server', 'tls', undefined],
  ['for a proxy alone', 'tcp', 'https://127.0.0.1:1'],
] as const) {
  test(`a file of TLS that is not there ends all attempts, where it is ${what}`, async (context) => {
    const bench = new SessionBench(context);
    const tls = { verifyChain: true, verifyHost: true, caFile: '/no/such/ca.pem' };
    const endpoint = testEndpoint(1, { transport, tls, ...(proxy === undefined ? {} : { proxy }) });
    await assert.rejects(
      bench.connect(1, { endpoint }),
      (error) => isRefusal(error) && isFinalRefusal(error) && /ca\.pem/.test(error.message),
    );
  });
}
