import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowFilter } from '../../../../../src/engine/log/files/rowFilter.ts';
import type { SeenAt, TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { awaitsAnswer } from '../../../../../src/webview/log/list/rowText.ts';
import { answerTimeoutMs } from '../../../../../src/wiotp/limits.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';
import {
  begin,
  cancel,
  closed,
  download,
  honestFlows,
  lasting,
  manage,
  observe,
  report,
  resumed,
  subscribed,
  update,
  write,
  type Line,
} from './honestFlows.ts';

const device = 'd:abc123:sensor:one';
const gateway = 'g:abc123:gw:g1';

/** A log of which only the order of messages says something. */
function bench(folder?: string): { readonly clock: FakeClock; readonly log: LogBench } {
  const clock = new FakeClock();
  return { clock, log: new LogBench({ clock, bench: { judge: () => [] }, ...(folder === undefined ? {} : { folder }) }) };
}

function recordOf(line: Line, clientId: string, time: number, facts: Partial<TrafficRecord> = {}): TrafficRecord {
  if ('kind' in line) return recorded({ clientId, time, topic: '', payload: new Uint8Array(), event: line });
  const [side, topic, payload] = line;
  return recorded({ clientId, time, topic, payload: bytesOf(payload), qos: 1, direction: side === '<' ? 'down' : 'up', ...facts });
}

function take({ clock, log }: ReturnType<typeof bench>, lines: readonly Line[], clientId = device, at: SeenAt = 'platform'): void {
  for (const line of lines) {
    clock.advance(1);
    log.take([recordOf(line, clientId, clock.now())], at);
  }
}

/** What is said of the order of messages, by row. */
async function said({ log }: ReturnType<typeof bench>): Promise<readonly string[]> {
  const { first, end } = log.reader.extent;
  const messages = await Promise.all(log.rows(first, end - first).map(({ seq }) => log.message(seq)));
  return messages.flatMap((message) => (message?.findings ?? []).map(({ rule }) => `${message?.seq} ${message?.kind} ${rule}`));
}

/** The messages of a flow as a gateway sends and gets them for a device behind it. */
function behind(id: string, lines: readonly Line[]): readonly Line[] {
  return lines.flatMap((line): readonly Line[] =>
    'kind' in line ? [] : [[line[0], line[1].replace('/', `/type/sensor/id/${id}/`), line[2]]],
  );
}

for (const [what, lines] of Object.entries(honestFlows)) {
  test(`nothing is said of an honest device: ${what}`, async () => {
    const whole = bench();
    take(whole, lines);
    assert.deepEqual(await said(whole), []);
    whole.clock.advance(answerTimeoutMs * 2);
    assert.deepEqual(await said(whole), [], 'nor when time has passed');
  });

  test(`nothing is said when the log begins anywhere in between, or is emptied there: ${what}`, async () => {
    for (let from = 1; from < lines.length; from++) {
      // A log that begins with a new session takes the client for a new one: what is observed from before cannot be told from what nobody observes.
      const first = lines[from];
      if (first === undefined || !('kind' in first) || first.kind !== 'connection.open') {
        const joined = bench();
        take(joined, lines.slice(from));
        assert.deepEqual(await said(joined), [], `begun at ${from}`);
      }
      const emptied = bench();
      take(emptied, lines.slice(0, from));
      emptied.log.log.clear();
      take(emptied, lines.slice(from));
      assert.deepEqual(await said(emptied), [], `emptied at ${from}`);
    }
  });

  test(`nothing is said when the engine starts again in between: ${what}`, async (context) => {
    for (let from = 1; from < lines.length; from += 7) {
      const folder = tempFolder(context);
      const before = bench(folder);
      take(before, lines.slice(0, from));
      before.log.log.close();
      const after = bench(folder);
      after.clock.advance(1000);
      after.log.log.resume();
      take(after, lines.slice(from));
      assert.deepEqual(await said(after), [], `started again at ${from}`);
      after.log.log.close();
    }
  });

  test(`nothing is said of what is delivered twice: ${what}`, async () => {
    for (const [at, line] of lines.entries()) {
      if ('kind' in line) continue;
      const twice = bench();
      take(twice, lines.slice(0, at + 1));
      twice.log.take([recordOf(line, device, twice.clock.now(), { dup: true })], 'platform');
      take(twice, lines.slice(at + 1));
      assert.deepEqual(await said(twice), [], `twice at ${at}`);
    }
  });

  test(`nothing is said of a device whose network breaks in between and whose session lasts: ${what}`, async () => {
    const steps = lines.map((line) => ('kind' in line && line.kind === 'connection.open' && line.cleanSession === true ? lasting : line));
    for (let at = 2; at < steps.length; at++) {
      // Not where it is gone, nor before it has subscribed.
      if ([steps[at - 1], steps[at]].some((line) => line === undefined || 'kind' in line)) continue;
      const broken = bench();
      take(broken, [...steps.slice(0, at), closed, resumed, ...steps.slice(at)]);
      assert.deepEqual(await said(broken), [], `broken at ${at}`);
    }
  });

  test(`nothing is said of two devices behind a gateway that do the same at once: ${what}`, async () => {
    const both = bench();
    take(both, [begin[0] as Line, { kind: 'connection.subscribed', filter: 'iotdm-1/type/+/id/+/#', qos: 1 }], gateway);
    const [one, two] = [behind('one', lines), behind('two', lines)];
    for (const [at, line] of one.entries()) take(both, [line, two[at] ?? line], gateway);
    assert.deepEqual(await said(both), []);
  });

  test(`nothing is said of a device behind a gateway that connects anew in between: ${what}`, async () => {
    const one = behind('one', lines);
    for (let at = 0; at <= one.length; at++) {
      for (const [first, again] of [
        [begin, [closed, ...begin]],
        [
          [lasting, subscribed],
          [closed, resumed],
        ],
      ] as const) {
        const log = bench();
        take(log, first, gateway);
        take(log, one.slice(0, at), gateway);
        take(log, again, gateway);
        take(log, one.slice(at), gateway);
        assert.deepEqual(await said(log), [], `anew at ${at}`);
      }
    }
  });

  test(`nothing is said of what a window and the platform both see: ${what}`, async () => {
    const both = bench();
    for (const line of lines) {
      take(both, [line], device, 'session');
      take(both, [line], device, 'platform');
      if (!('kind' in line)) take(both, [line], 'a:abc123:app', 'session');
    }
    assert.deepEqual(await said(both), []);
  });
}

test('a request that is delivered twice is answered once, and neither row waits any longer', () => {
  const twice = bench();
  const [asked, answered] = observe('o');
  assert.ok(asked !== undefined && answered !== undefined);
  take(twice, [...begin, asked]);
  twice.log.take([recordOf(asked, device, twice.clock.now(), { dup: true })], 'platform');
  take(twice, [answered]);
  twice.clock.advance(answerTimeoutMs * 2);
  const rows = twice.log.rows(3, 3);
  assert.deepEqual(
    rows.map(({ partner, timedOut }) => [partner?.seq, timedOut]),
    [
      [5, undefined],
      [undefined, undefined],
      [3, undefined],
    ],
  );
  assert.deepEqual(rows.map(awaitsAnswer), [false, false, false], 'nor does a row say so');
  assert.deepEqual(twice.log.reader.stored(1, 6).filter(rowFilter('is:waiting', twice.clock.now())), [], 'nor does a filter find one');
});

test('a repeated delivery whose first one was not seen counts', async () => {
  const log = bench();
  take(log, begin);
  const answer: Line = ['>', 'iotdevice-1/response', { rc: 200, reqId: 'none' }];
  log.log.take([recordOf(answer, device, log.clock.now(), { dup: true })], 'platform');
  assert.deepEqual(await said(log), ['3 dm.deviceResponse conversation/reqId-unknown']);
});

for (const [what, lines, expected] of [
  [
    'an answer to a request that was never made',
    [...begin, ...manage('m'), ['>', 'iotdevice-1/response', { rc: 200, reqId: 'none' }]],
    ['dm.deviceResponse conversation/reqId-unknown'],
  ],
  [
    'a second answer',
    [...begin, ...manage('m'), ...observe('o'), ['>', 'iotdevice-1/response', { rc: 200, reqId: 'o' }]],
    ['dm.deviceResponse conversation/answered-twice'],
  ],
  ['a notification that nobody observes', [...begin, ...manage('m'), report({ state: 0 })], ['dm.notify conversation/not-observed']],
  [
    'a notification after the observation was cancelled',
    [...begin, ...manage('m'), ...observe('o'), ...cancel('c'), report({ state: 0 })],
    ['dm.notify conversation/not-observed'],
  ],
  [
    'an update before anything was downloaded',
    [...begin, ...manage('m'), ...write('w'), ...observe('o'), report({ state: 0 }), ...update('u')],
    ['dm.deviceResponse conversation/firmware-accepted'],
  ],
  [
    'a state out of order',
    [...begin, ...manage('m'), ...write('w'), ...observe('o'), ...download('d'), report({ state: 2 })],
    ['dm.notify conversation/firmware-order'],
  ],
  [
    'a request after Unmanage',
    [...begin, ...manage('m'), ['>', 'iotdevice-1/mgmt/unmanage', {}], ['>', 'iotdevice-1/clear/diag/log', { reqId: 'x' }]],
    ['dm.clearLog conversation/unmanaged-request'],
  ],
  [
    'a restart without an answer',
    [...begin, ...manage('m'), ['<', 'iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' }], closed],
    ['connection.closed conversation/restart-unconfirmed'],
  ],
] as const satisfies readonly (readonly [string, readonly Line[], readonly string[]])[]) {
  test(`what a device does wrong is said once: ${what}`, async () => {
    const log = bench();
    take(log, lines);
    assert.deepEqual(
      (await said(log)).map((text) => text.replace(/^\d+ /, '')),
      expected,
    );
  });
}
