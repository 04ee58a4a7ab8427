import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { compileFilter } from '../../../src/filter/compileFilter.ts';
import type { DetailFacts, MessageFacts } from '../../../src/filter/facts.ts';
import { matches } from '../../../src/filter/matches.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { holds, reduce, type Check, type Plan } from '../../../src/filter/plan.ts';
import { arbitraryFacts, arbitraryFilter, arbitraryPayload } from './arbitraryFilter.ts';

const now = new Date(2026, 10, 22, 10, 45).getTime();
const one = 'd:abc123:thermostat:t-100';

interface Sample extends MessageFacts {
  readonly payload: Uint8Array;
}

/** The samples that the table names by their letters. */
const samples: Readonly<Record<string, Sample>> = {
  e: sample({ topic: 'iot-2/evt/status/fmt/json', kind: 'device.event' }, '{"temp":21,"unit":"°C"}', {}, { time: now - 60_000 }),
  E: sample(
    { topic: 'iot-2/evt/Temp/fmt/json', kind: 'device.event' },
    'x'.repeat(1_500),
    { severity: 'error' },
    { at: 'session', qos: 1, retain: true },
  ),
  c: sample(
    { topic: 'iot-2/cmd/blink/fmt/json', kind: 'device.command' },
    '{}',
    { note: 'queued', text: 'It waited.' },
    { direction: 'down', dup: true },
  ),
  m: sample({ topic: 'iotdevice-1/mgmt/manage', kind: 'dm.manage' }, '{"reqId":"r-1"}', { reqId: 'r-1', rc: 200, answeredMs: 40 }),
  w: sample(
    { topic: 'iotdm-1/mgmt/initiate/device/reboot', kind: 'dm.reboot' },
    '{"reqId":"r-2"}',
    { reqId: 'r-2' },
    { direction: 'down' },
  ),
  a: sample(
    { topic: 'iotdm-1/response', kind: 'dm.serverResponse' },
    '{"rc":409}',
    { reqId: 'r-3', rc: 409, answeredMs: 1_200, partnerKind: 'dm.notify' },
    { direction: 'down' },
  ),
  o: sample(
    { topic: '', kind: 'connection.open' },
    '',
    { text: 'From 127.0.0.1:5, clean session' },
    { time: new Date(2026, 10, 22, 10, 30, 15).getTime() },
  ),
  n: sample({ topic: 'home/kitchen', clientId: 'a b' }, Buffer.from([0xff, 0x41]), { severity: 'hint' }, { qos: 2 }),
  M: sample({ topic: '', clientId: '' }, '', { text: 'flashed 1.4.2', isMarker: true }, { at: 'session' }),
};

/** Each filter with the letters of the samples that pass. */
const table: readonly (readonly [filter: string, letters: string])[] = [
  ['', 'eEcmwaonM'],
  ['temp', 'eE'],
  ['TEMP', 'eE'],
  ['"\\"temp\\":21"', 'e'],
  ['{"temp":21', 'e'],
  ['"temp":21', 'e'],
  ['-"temp":21', 'EcmwaonM'],
  ['("temp":21 or "rc":409)', 'ea'],
  ['"unit":"°C"', 'e'],
  ['"unit": 22', ''],
  [one, 'eEcmwao'],
  [`-${one}`, 'nM'],
  [`(D:ABC123:thermostat:T-100 dir:out)`, 'Ecwa'],
  ['"Manage request"', 'm'],
  ['"reboot REQUEST"', 'w'],
  ['response', 'a'],
  ['"409 another"', 'a'],
  ['"200 the device is managed now"', 'm'],
  ['"another update is going on"', 'a'],
  ['°c', 'e'],
  ['°', 'e'],
  ['\ufffd', 'n'],
  ['reqid', 'mw'],
  ['t-100', 'eEcmwao'],
  ['iot-2', 'eEc'],
  ['flashed', 'M'],
  ['"flashed 1.4"', 'M'],
  ['"clean session"', 'o'],
  ['waited', 'c'],
  ['.*', ''],
  ['kind:dm.*', 'mwa'],
  ['kind:dm', 'mwa'],
  ['kind:DM.Manage', 'm'],
  ['kind:manage', 'm'],
  ['kind:event', 'eE'],
  ['kind:command', 'c'],
  ['kind:device.*', 'eEc'],
  ['kind:connection', 'o'],
  ['kind:connection.open', 'o'],
  ['kind:marker', 'M'],
  ['kind:none', 'n'],
  ['kind:*', 'eEcmwaoM'],
  ['kind:event,dm.reboot', 'eEw'],
  ['-kind:dm.*', 'eEconM'],
  ['dir:up', 'eEmonM'],
  ['dir:down', 'cwa'],
  ['dir:in', 'emon'],
  ['dir:out', 'EcwaM'],
  ['at:platform', 'ecmwaon'],
  ['at:session', 'EM'],
  ['at:own', 'EM'],
  ['client:T-100', 'eEcmwao'],
  ['client:abc123:*', ''],
  ['client:d:abc123:*', 'eEcmwao'],
  ['client:*:t-1*0', 'eEcmwao'],
  ['client:"a b"', 'n'],
  ['client:*', 'eEcmwaonM'],
  ['topic:mgmt', 'mw'],
  ['topic:iotdm-1/*', 'wa'],
  ['topic:*/response', 'a'],
  ['topic:kitchen,response', 'an'],
  ['topic:iot-2/+/+/fmt/JSON', 'eEc'],
  ['topic:+/kitchen', 'n'],
  ['topic:iotdm-1/#', 'wa'],
  ['topic:home/#,iotdevice-1/#', 'mn'],
  ['topic:+', ''],
  ['topic:kit+', ''],
  ['event:status', 'e'],
  ['event:temp', 'E'],
  ['event:t*p', 'E'],
  ['event:blink', 'c'],
  ['event:*', 'eEc'],
  ['event:sta', ''],
  ['rc:200', 'm'],
  ['rc:>=400', 'a'],
  ['rc:>409', ''],
  ['rc:<=409', 'ma'],
  ['rc:<409', 'm'],
  ['rc:=409', 'a'],
  ['rc:200..299', 'm'],
  ['rc:..409', 'ma'],
  ['rc:300..', 'a'],
  ['-rc:>=400', 'eEcmwonM'],
  ['size:0', 'oM'],
  ['size:>1k', 'E'],
  ['size:1.5kb', 'E'],
  ['size:<=2', 'conM'],
  ['size:>0.001m', 'E'],
  ['time:5m', 'eEcmwanM'],
  ['time:>5m', 'eEcmwanM'],
  ['time:<5m', 'o'],
  ['time:20m..10m', 'o'],
  ['time:1h', 'eEcmwaonM'],
  ['time:10:30', 'o'],
  ['time:10:30:15', 'o'],
  ['time:10:30:16', ''],
  ['time:>10:30', 'eEcmwaonM'],
  ['time:>10:31', 'eEcmwanM'],
  ['time:<=10:30', 'o'],
  ['time:<10:30', ''],
  ['time:10:29..10:30', 'o'],
  ['time:2026-11-22', 'eEcmwaonM'],
  ['time:>=2026-11-22T10:31', 'eEcmwanM'],
  ['time:>2026-11-23', ''],
  ['time:2020-01-01T00:00Z..', 'eEcmwaonM'],
  ['time:<2020-01-01T00:00+01:00', ''],
  ['latency:>1s', 'a'],
  ['latency:40', 'm'],
  ['latency:30ms..2s', 'ma'],
  ['problem:error', 'E'],
  ['problem:warning', ''],
  ['problem:hint', 'n'],
  ['problem:any', 'En'],
  ['problem:none', 'ecmwaoM'],
  ['reqId:r-1', 'm'],
  ['reqid:R-*', 'mwa'],
  ['reqId:r', ''],
  ['qos:1', 'E'],
  ['qos:>0', 'En'],
  ['qos:1..2', 'En'],
  ['is:waiting', 'w'],
  ['is:answered', 'ma'],
  ['is:retained', 'E'],
  ['is:dup', 'c'],
  ['is:marker', 'M'],
  ['note:queued', 'c'],
  ['note:any', 'c'],
  ['note:forced', ''],
  ['dir:down rc:>=400', 'a'],
  ['kind:dm.* -rc:200', 'wa'],
  ['kind:manage or temp', 'eEm'],
  ['(kind:dm or kind:event) qos:1', 'E'],
  ['not (kind:dm or kind:event)', 'conM'],
  ['--kind:manage', 'm'],
  ['temp -qos:1 | is:marker', 'eM'],
];

describe('a filter lets through what it says', () => {
  for (const [written, letters] of table) {
    it(written === '' ? 'nothing written' : written, () => {
      const plan = planOf(written);
      const passing = Object.entries(samples).filter(([, facts]) => matches(plan, facts, facts.payload));
      assert.equal(passing.map(([letter]) => letter).join(''), letters);
    });
  }
});

describe('a plan', () => {
  it('decided in stages gives what it gives at once', () => {
    fc.assert(
      fc.property(arbitraryFilter, arbitraryFacts, arbitraryPayload, (filter, facts, payload) => {
        const plan = compileFilter(filter, now);
        const byOrigin = reduce(plan, (check) => (check.of === 'origin' ? check.test(facts.origin) : undefined));
        const byDetails = reduce(byOrigin, (check) => (check.of === 'details' ? check.test(facts.details) : undefined));
        assert.equal(holds(byDetails, decideBy(facts, payload)), matches(plan, facts, payload));
      }),
      { numRuns: 1_000 },
    );
  });

  it('and the one of the opposite decide everything differently', () => {
    fc.assert(
      fc.property(arbitraryFilter, arbitraryFacts, arbitraryPayload, (filter, facts, payload) => {
        const [plan, opposite] = [filter, { not: filter }].map((it) => compileFilter(it, now));
        assert.notEqual(matches(plan ?? true, facts, payload), matches(opposite ?? true, facts, payload));
      }),
    );
  });

  it('looks only at the payload of an event for a text', () => {
    const plan = compileFilter({ text: 'temperature' }, now);
    const left = reduce(plan, (check) => {
      if (check.of === 'origin') return check.test({ clientId: one, topic: 'iot-2/evt/status/fmt/json', kind: 'device.event' });
      return check.of === 'details' ? check.test({}) : undefined;
    });
    assert.equal(typeof left === 'object' && 'of' in left && left.of, 'payload');
  });

  it('is not made for a value that means nothing', () => {
    assert.throws(() => compileFilter({ field: 'rc', values: ['x'] }, now), /is no value of rc/);
  });
});

function planOf(written: string): Plan {
  const result = parseFilter(written);
  assert.ok('filter' in result, JSON.stringify(result));
  return compileFilter(result.filter, now);
}

function decideBy(facts: MessageFacts, payload: Uint8Array): (check: Check) => boolean {
  return (check) => matches(check, facts, payload);
}

function sample(
  origin: Partial<MessageFacts['origin']> & { topic: string },
  payload: string | Uint8Array,
  details: DetailFacts,
  others: Partial<MessageFacts> = {},
): Sample {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  return {
    origin: { clientId: one, ...origin },
    at: 'platform',
    direction: 'up',
    qos: 0,
    retain: false,
    dup: false,
    time: now,
    size: bytes.length,
    details,
    ...others,
    payload: bytes,
  };
}
