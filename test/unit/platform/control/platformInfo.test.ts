import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformInfo } from '../../../../src/platform/control/platformInfo.ts';
import type { Platform } from '../../../../src/platform/platform.ts';
import type { ListenerState } from '../../../../src/rpc/platformContract.ts';

test('a platform that restarts is away until its first port is open again', () => {
  const plain: ListenerState = { id: 'p', service: 'full', secure: false, host: '127.0.0.1', port: 1883, open: false };
  let [listeners, downUntil]: [readonly ListenerState[], number | undefined] = [[plain], undefined];
  const parts = {
    registry: { instanceId: 'i', org: 'abc123' },
    wishes: { quota: 'off', tolerant: false },
    ports: { states: () => listeners },
    openings: {
      get downUntil() {
        return downUntil;
      },
    },
  };
  const info = platformInfo({ platform: parts as unknown as Platform, keepRunning: () => false });
  const seen = (): unknown => [info().port, info().awayUntil];
  assert.deepEqual(seen(), [1883, undefined]);
  [listeners, downUntil] = [[], 5000];
  assert.deepEqual(seen(), [1883, 5000]);
  listeners = [plain];
  assert.deepEqual(seen(), [1883, undefined]);
});
