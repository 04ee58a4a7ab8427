import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LocalControl } from '../../../../src/rpc/engineContract.ts';
import type { TrafficRecord } from '../../../../src/rpc/log/traffic.ts';
import { runInProcess } from '../../../support/cli/runInProcess.ts';
import { withEnvironment } from '../../../support/cli/withEnvironment.ts';
import { Command, ready, temporaryFolder } from '../../../support/platform/command.ts';
import { ControlClient } from '../../../support/platform/controlClient.ts';

const usual = ['platform', '--json', '--no-tls', '--prefer-port', '0'];

test('a marker reaches all who watch the platform that runs', async (t) => {
  const home = temporaryFolder(t);
  const platform = new Command(t, usual, home);
  await ready(platform);
  withEnvironment(t, { WIOTP_HOME: home });

  const unheard = await runInProcess(['mark', 'before']);
  assert.equal(unheard.code, 1);
  assert.match(unheard.err, /Nobody watches/);

  const control = await ControlClient.open(JSON.parse(readFileSync(join(home, 'platform.json'), 'utf8')) as LocalControl);
  await control.ask('watchTraffic');
  const marked = await runInProcess(['mark', ' flashed 1.4.2 ', '--json']);
  assert.deepEqual([marked.code, marked.err, JSON.parse(marked.out)], [0, '', { text: 'flashed 1.4.2', watchers: 1 }]);
  const records = (): readonly TrafficRecord[] => control.records.filter(({ marker }) => marker !== undefined);
  await control.until('the marker', () => records().length > 0);
  assert.deepEqual(
    records().map(({ marker, topic, payload, event }) => ({ marker, topic, bytes: payload.length, event })),
    [{ marker: 'flashed 1.4.2', topic: '', bytes: 0, event: undefined }],
  );
  assert.equal((await platform.happened('marker'))['text'], 'before');

  assert.deepEqual((await runInProcess(['mark', 'again'])).code, 0);
  control.close();
});

test('without a platform that runs it is said who does not hear of markers', async (t) => {
  withEnvironment(t, { WIOTP_HOME: temporaryFolder(t) });
  const { code, out, err } = await runInProcess(['mark', 'flashed', '--json']);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /No embedded platform runs/);
  assert.match(err, /Add Marker/);
});

const wrong: Readonly<Record<string, readonly [args: readonly string[], said: RegExp]>> = {
  'no words': [[], /words of the marker are missing/],
  'nothing but spaces': [['  '], /says something/],
  'more than one text': [['flashed', '1.4.2'], /into quotes/],
  'too many characters': [['x'.repeat(501)], /at most 500 characters; this one has 501/],
  'control characters': [['a\u001b[2J'], /no control characters/],
  'line breaks': [['a\nb'], /no line breaks/],
  'an option that there is not': [['a', '--jsn'], /Is --json meant/],
};

for (const [what, [args, said]] of Object.entries(wrong))
  test(`wrong usage: ${what}`, async () => {
    const { code, err } = await runInProcess(['mark', ...args]);
    assert.equal(code, 2);
    assert.match(err, said);
  });
