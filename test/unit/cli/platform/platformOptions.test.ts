import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPlatformOptions } from '../../../../src/cli/platform/platformOptions.ts';
import { usualWishes } from '../../../../src/platform/platformWishes.ts';

const usual = {
  host: '127.0.0.1',
  port: { port: 1883, orAnother: true },
  tlsPort: { port: 8883, orAnother: true },
  certificateNames: [],
  wishes: usualWishes,
  json: false,
  attach: false,
  keepRunning: false,
  isOwn: false,
  shaping: [],
};

test('without options the standard ports of loopback are preferred', () => {
  assert.deepEqual(readPlatformOptions([]), usual);
});

const read: readonly [args: string, changed: object][] = [
  ['--host ::1', { host: '::1', isOwn: true, shaping: ['--host'] }],
  ['--port 0', { port: { port: 0, orAnother: false }, isOwn: true, shaping: ['--port'] }],
  ['--tls-port 8884', { tlsPort: { port: 8884, orAnother: false }, isOwn: true, shaping: ['--tls-port'] }],
  ['--https-port 443', { httpsPort: 443, shaping: ['--https-port'] }],
  [
    '--quickstart-port 0 --quickstart-drops sometimes',
    {
      quickstartPort: 0,
      wishes: { ...usualWishes, quickstartDrops: 'sometimes' },
      shaping: ['--quickstart-port', '--quickstart-drops'],
    },
  ],
  ['--quota lite --tolerant', { wishes: { ...usualWishes, quota: 'lite', tolerant: true }, shaping: ['--quota', '--tolerant'] }],
  [
    '--certificate-name bench.example --certificate-name=10.0.0.2',
    {
      certificateNames: ['bench.example', '10.0.0.2'],
      shaping: ['--certificate-name'],
    },
  ],
  ['--data d --json', { dataFolder: 'd', json: true, isOwn: true }],
  ['--registry r.json', { registryFile: 'r.json', isOwn: true, shaping: ['--registry'] }],
  ['--attach', { attach: true, shaping: ['--attach'] }],
  ['--control c --linger 1.5 --keep-running', { controlFile: 'c', lingerSeconds: 1.5, keepRunning: true }],
  [
    '--prefer-port 1884 --prefer-tls-port 8884',
    {
      port: { port: 1884, orAnother: true },
      tlsPort: { port: 8884, orAnother: true },
      shaping: ['--prefer-port', '--prefer-tls-port'],
    },
  ],
];

for (const [args, changed] of read) {
  test(`"${args}" is read`, () => {
    const { shaping, ...options } = readPlatformOptions(args.split(' '));
    const { shaping: expectedShaping, ...expected }: typeof usual & { shaping: readonly string[] } = { ...usual, ...changed };
    assert.deepEqual(options, expected);
    assert.deepEqual(new Set(shaping), new Set(expectedShaping));
  });
}

test('any port may be asked for more than once', () => {
  assert.deepEqual(readPlatformOptions(['--port', '0', '--tls-port', '0', '--https-port', '0']).httpsPort, 0);
});

test('--no-tls leaves the port with TLS out', () => {
  assert.equal(readPlatformOptions(['--no-tls']).tlsPort, undefined);
});

for (const args of [
  '--bogus',
  'word',
  '--port',
  '--port 65536',
  '--port -1',
  '--port x',
  '--port 1.5',
  '--host=',
  '--port 1885 --tls-port 1885',
  '--tls-port 8884 --https-port 8884',
  '--port 1885 --quickstart-port 1885',
  '--port 1 --prefer-port 2',
  '--tls-port x',
  '--tls-port 1 --prefer-tls-port 2',
  '--tls-port 1 --no-tls',
  '--https-port 443 --no-tls',
  '--https-port 70000',
  '--certificate-name a --no-tls',
  '--quickstart-port x',
  '--quickstart-drops rarely',
  '--quota full',
  '--linger 5',
  '--control c --linger -1',
  '--keep-running',
  '--json=yes',
]) {
  test(`"${args}" is wrong usage`, () => {
    assert.throws(() => readPlatformOptions(args.split(' ')), { name: 'Refusal' });
  });
}

test('a negative number is said to be out of range', () => {
  assert.throws(() => readPlatformOptions(['--port', '-1']), { message: '--port must be a number from 0 to 65535; it is "-1".' });
});
