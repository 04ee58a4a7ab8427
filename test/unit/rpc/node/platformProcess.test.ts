import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPlatformOptions } from '../../../../src/cli/platform/platformOptions.ts';
import { platformArguments, type PlatformStart } from '../../../../src/rpc/node/platformProcess.ts';

const start: PlatformStart = {
  program: 'cli.js',
  dataFolder: '-data',
  controlFile: '/home/me/.wiotp/platform.json',
  preferredPort: 1883,
  preferredTlsPort: 8883,
  quota: 'off',
  tolerant: false,
  certificateNames: [],
  keepRunning: false,
  lingerSeconds: 60,
};

test('the command understands what the extension asks for', () => {
  const [command, ...args] = platformArguments(start);
  assert.equal(command, 'platform');
  const { shaping: _, ...options } = readPlatformOptions(args);
  assert.deepEqual(options, {
    host: '127.0.0.1',
    port: { port: 1883, orAnother: true },
    tlsPort: { port: 8883, orAnother: true },
    certificateNames: [],
    wishes: { quota: 'off', tolerant: false, quickstartDrops: 'always' },
    dataFolder: '-data',
    json: true,
    attach: false,
    controlFile: start.controlFile,
    lingerSeconds: 60,
    keepRunning: false,
    isOwn: true,
  });
});

test('all wishes are passed on', () => {
  const wishes = {
    quickstartPort: 0,
    quota: 'lite',
    tolerant: true,
    certificateNames: ['-bench', '192.168.1.20'],
    keepRunning: true,
  } as const;
  const options = readPlatformOptions(platformArguments({ ...start, ...wishes }).slice(1));
  assert.deepEqual(
    [options.quickstartPort, options.wishes.quota, options.wishes.tolerant, options.certificateNames, options.keepRunning],
    [0, 'lite', true, ['-bench', '192.168.1.20'], true],
  );
});
