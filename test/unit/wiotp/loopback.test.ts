import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLoopback } from '../../../src/wiotp/loopback.ts';

describe('a host is this machine', () => {
  for (const host of ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])
    it(host, () => assert.equal(isLoopback(host), true));
  for (const host of [
    '',
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    '128.0.0.1',
    '127.0.0',
    '::2',
    '[::1',
    '0.0.0.0',
  ])
    it(`and not ${JSON.stringify(host)}`, () => assert.equal(isLoopback(host), false));
});
