import * as fc from 'fast-check';
import type { LoggedMessage } from '../../../../../src/engine/store/storedMessage.ts';
import { logged } from '../../../../support/engine/messages.ts';

/** Texts that mean something to somebody: to HTML, CSV, JSON, spreadsheets, terminals, transcripts. */
export const hostileTexts = [
  '',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  '=HYPERLINK("http://evil")',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '＝1',
  'a,"b"\r\nc',
  '\u202eevil\u2066',
  '\u0000\u0007\u001b[31m',
  '\u2028\u2029',
  '\ufeffbom',
  '${name} $${name} $$${',
  '😀'.repeat(20),
  'x'.repeat(65_535),
];

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Payloads of every sort: JSON that is compact and that is not, text, broken UTF-8, bytes. */
export const hostilePayloads: readonly Uint8Array[] = [
  ...hostileTexts.map(bytesOf),
  ...[
    '{"d":{"t":21.5}}',
    '{ "d" : 1 }',
    '{"a":1,"a":2}',
    '{"b":1,"1":2}',
    '{"__proto__":{"x":1}}',
    '1.0',
    '1e400',
    '"\\u0041"',
    '{"t":"${now}"}',
    '[',
    'null',
    '{"a":"\\n"}',
    '['.repeat(20_000) + ']'.repeat(20_000),
  ].map(bytesOf),
  Uint8Array.of(0xff, 0xfe, 0x00),
  Uint8Array.of(0xc3),
  Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d),
];

const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'grapheme', maxLength: 30 }));
const payload = fc.oneof(fc.constantFrom(...hostilePayloads), fc.uint8Array({ maxLength: 60 }), fc.json().map(bytesOf));
const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

/** Any message, event or marker that the log can hold. */
export const anyLogged: fc.Arbitrary<LoggedMessage> = fc
  .record({
    time: fc.integer({ min: 1_600_000_000_000 * 4, max: 1_800_000_000_000 * 4 }).map((quarters) => quarters / 4),
    clientId: fc.oneof(fc.constantFrom('d:abc123:sensor:one', 'g:abc123:gate:way', 'a:abc123:app'), text),
    at: fc.constantFrom('session' as const, 'platform' as const),
    direction: fc.constantFrom('up' as const, 'down' as const),
    topic: fc.oneof(fc.constantFrom('iot-2/evt/status/fmt/json', 'iotdm-1/response', 'iotdevice-1/mgmt/manage'), text),
    payload,
    qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
    retain: fc.boolean(),
    dup: fc.boolean(),
    again: fc.boolean(),
    kind: optional(fc.constantFrom('device.event' as const, 'dm.manage' as const)),
    reqId: optional(text),
    rc: optional(fc.maxSafeInteger()),
    severity: optional(fc.constantFrom('error' as const, 'warning' as const, 'hint' as const)),
    problems: fc.nat({ max: 9 }),
    remarks: optional(
      fc.array(fc.record({ rule: text, severity: fc.constantFrom('error' as const, 'hint' as const), message: text }), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
    event: optional(
      fc.record(
        {
          kind: fc.constantFrom(
            'connection.open' as const,
            'connection.closed' as const,
            'connection.refused' as const,
            'connection.subscribed' as const,
          ),
          peer: text,
          code: fc.nat(),
          reason: text,
          advice: text,
          cleanSession: fc.boolean(),
          sessionPresent: fc.boolean(),
          filter: text,
          qos: fc.nat({ max: 128 }),
          repeated: fc.record({ times: fc.nat(), last: fc.nat() }),
        },
        { requiredKeys: ['kind'] },
      ),
    ),
    note: optional(
      fc.record({ what: fc.constantFrom('dropped' as const, 'forced' as const, 'queued' as const, 'slowed' as const), reason: text }),
    ),
    marker: optional(text),
  })
  .map((facts) => logged(facts));
