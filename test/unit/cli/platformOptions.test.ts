import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPlatformOptions } from '../../../src/cli/platformOptions.ts';

test('without options the standard port of loopback is preferred', () => {
  assert.deepEqual(readPlatformOptions([]), { host: '127.0.0.1', port: { port: 1883, orAnother: true }, json: false });
});

test('every option is read', () => {
  const args = '--host ::1 --port 0 --data d --registry r.json --json --control c --linger 1.5'.split(' ');
  assert.deepEqual(readPlatformOptions(args), {
    host: '::1',
    port: { port: 0, orAnother: false },
    json: true,
    dataFolder: 'd',
    registryFile: 'r.json',
    controlFile: 'c',
    lingerSeconds: 1.5,
  });
  assert.deepEqual(readPlatformOptions(['--prefer-port', '1884']).port, { port: 1884, orAnother: true });
});

for (const args of [
  '--bogus',
  'word',
  '--port',
  '--port 65536',
  '--port -1',
  '--port x',
  '--port 1.5',
  '--port 1 --prefer-port 2',
  '--linger 5',
  '--control c --linger -1',
  '--json=yes',
]) {
  test(`"${args}" is wrong usage`, () => {
    assert.throws(() => readPlatformOptions(args.split(' ')), { name: 'Refusal' });
  });
}
