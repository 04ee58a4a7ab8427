import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { token } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';

test('the token is not in the debug output of the libraries either', async (context) => {
  const broker = await TestBroker.start(context);
  const script = fileURLToPath(new URL('./connectOnce.ts', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, String(broker.port)], {
    env: { ...process.env, DEBUG: '*', DEBUG_DEPTH: '10' },
  });
  await broker.heard('iot-2/evt/status/fmt/json');
  assert.match(stderr, /mqtt-packet.*d:abc123:thermostat:t-1/, 'there is debug output');
  const bytes = [...Buffer.from(token)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  for (const form of [token, bytes, Buffer.from(token).toString('base64')]) assert.ok(!(stdout + stderr).includes(form));
});
