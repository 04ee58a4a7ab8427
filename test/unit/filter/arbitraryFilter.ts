import * as fc from 'fast-check';
import type { MessageFacts } from '../../../src/filter/facts.ts';
import { fieldTable } from '../../../src/filter/fields/fieldTable.ts';
import type { FieldTerm, Filter, TextTerm } from '../../../src/filter/filter.ts';

const plain = { noNullPrototype: true } as const;

/** Texts with everything that has a meaning in the language, and with what is hard to find in payloads. */
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom('a', 'B', ' ', '"', '\\', '(', ')', '|', '-', '!', ':', ',', '*', '.', 'ü', '°', '\u212a'),
    minLength: 1,
    maxLength: 8,
  }),
  fc.constantFrom('or', 'AND', 'Not', '-', '!', 'kind:dm', '__proto__', '\ud83d', '\ufffd', 'k', 'temp'),
);

const textTerm: fc.Arbitrary<TextTerm> = fc.record({ text }, plain);

const values = {
  kind: ['dm.*', 'event', 'command', 'marker', 'none', 'device.event', 'connection', '*'],
  client: ['sensor', 'd:abc123:*', '*', 'a b', 'x,y'],
  topic: ['/evt/', 'iot-2/*', '*json'],
  event: ['status', 't*p', '*'],
  problem: ['error', 'warning', 'hint', 'any', 'none'],
  rc: ['200', '>=400', '200..299', '<0', '..300', '409..'],
  is: ['waiting', 'answered', 'retained', 'dup', 'marker'],
  dir: ['in', 'out', 'up', 'down'],
  at: ['platform', 'session', 'own'],
  reqId: ['r1', 'r*'],
  time: ['5m', '<1h', '10:30', '>2026-11-22', '2026-11-22T10:30..2026-11-22T10:45Z'],
  latency: ['>1s', '200ms', '0..5'],
  size: ['0', '>1k', '<=20', '1.5k..1m'],
  qos: ['0', '>0', '1..2'],
  note: ['queued', 'any', 'dropped'],
} as const;

const fieldTerm: fc.Arbitrary<FieldTerm> = fc
  .constantFrom(...fieldTable.map(({ name }) => name))
  .chain((field) =>
    fc.record(
      { field: fc.constant(field), values: fc.array(fc.constantFrom<string[]>(...values[field]), { minLength: 1, maxLength: 3 }) },
      plain,
    ),
  );

/** Filters as the parser gives them. */
export const arbitraryFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter; parts: Filter[] }>((tie) => ({
  parts: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(textTerm, fieldTerm),
    fc.record({ not: tie('filter') }, plain),
    fc.record({ all: tie('parts') }, plain),
    fc.record({ any: tie('parts') }, plain),
  ),
})).filter;

const payloadUnit = fc.constantFrom(
  'a',
  'B',
  'K',
  't',
  'e',
  'm',
  'p',
  'ü',
  'Ü',
  '°',
  '\u212a',
  'ß',
  '\ud83d\ude00',
  '"',
  ':',
  '\\',
  ' ',
  '\ufeff',
);

/** Payloads, also such as are no UTF-8. */
export const arbitraryPayload: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.string({ unit: payloadUnit, maxLength: 12 }).map((written) => Buffer.from(written)),
  fc.uint8Array({ maxLength: 12 }),
  fc.constant(new Uint8Array(0)),
);

const optional = { requiredKeys: [] as never[], noNullPrototype: true };

/** What a filter may ask about a message. */
export const arbitraryFacts: fc.Arbitrary<MessageFacts> = fc.record({
  origin: fc.constantFrom(
    { clientId: 'd:abc123:sensor:one', topic: 'iot-2/evt/status/fmt/json', kind: 'device.event' },
    { clientId: 'd:abc123:sensor:two', topic: 'iot-2/cmd/temp/fmt/json', kind: 'device.command' },
    { clientId: 'a b', topic: 'iotdevice-1/mgmt/manage', kind: 'dm.manage' },
    { clientId: 'x,y', topic: 'iotdm-1/response', kind: 'dm.serverResponse' },
    { clientId: '', topic: 'of/no/kind' },
    { clientId: 'd:abc123:sensor:one', topic: '', kind: 'connection.open' },
    { clientId: '', topic: '' },
  ),
  at: fc.constantFrom('session', 'platform'),
  direction: fc.constantFrom('up', 'down'),
  qos: fc.constantFrom(0, 1, 2),
  retain: fc.boolean(),
  dup: fc.boolean(),
  again: fc.boolean(),
  time: fc.constantFrom(0, Date.parse('2026-11-22T10:30:30Z'), Date.parse('2026-11-22T10:44:00')),
  size: fc.constantFrom(0, 20, 1_000, 1_001, 2_000),
  details: fc.oneof(
    fc.constant({}),
    fc.record(
      {
        reqId: fc.constantFrom('r1', 'q'),
        rc: fc.constantFrom(200, 400, 409, -1),
        answeredMs: fc.constantFrom(0, 200, 1_500),
        severity: fc.constantFrom('error', 'warning', 'hint'),
        text: fc.constantFrom('temp', 'From 127.0.0.1', '__proto__'),
        isMarker: fc.constant(true as const),
        note: fc.constantFrom('queued', 'dropped'),
      },
      optional,
    ),
  ),
});
