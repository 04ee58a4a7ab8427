import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { lintMessage } from '../../../src/lint/lintMessage.ts';
import type { Sender } from '../../../src/wiotp/message.ts';
import { projectPath } from '../../support/projectPaths.ts';

/** Messages from documents, libraries and devices, which are not part of this project. */
const folder = process.env['WIOTP_SAMPLES'] ?? projectPath('..', 'shared', 'samples');

interface Sample {
  /** For a body of the REST interface the call. */
  readonly topic: string;
  /** Such as `device->server`. */
  readonly direction: string;
  readonly kind: string;
  readonly valid: boolean;
  readonly payload: unknown;
  /** The payload is the text itself. */
  readonly raw?: boolean;
}

const senders: Readonly<Record<string, Sender>> = {
  device: 'device',
  gateway: 'gateway',
  app: 'application',
  'rest-client': 'application',
  server: 'platform',
};

const names = namesIn(folder);

describe('a sample message', () => {
  // As a test of its own, so that it is counted among those that were skipped.
  if (names.length === 0) it('is judged as it says of itself', { skip: `there are no samples in ${folder}` });
  for (const name of names) {
    const sample = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sample;
    it(`${name} is ${sample.valid ? 'free of errors' : 'reported'}`, () => {
      const severities = judged(sample);
      if (sample.valid) assert.ok(!severities.includes('error'));
      else assert.ok(severities.includes('error') || severities.includes('warning'));
    });
  }
});

function judged({ topic, direction, payload, raw }: Sample): readonly string[] {
  const sender = senders[direction.split('->')[0] ?? ''];
  assert.ok(sender, direction);
  const text = raw === true ? String(payload) : JSON.stringify(payload);
  return lintMessage({ topic, sender, text }).map(({ severity }) => severity);
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
