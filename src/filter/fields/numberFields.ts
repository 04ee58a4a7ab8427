import { shownText } from '../../wiotp/shownText.ts';
import { readDuration, readMoment } from '../moment.ts';
import type { Plan } from '../plan.ts';
import { readRange, type Span } from '../range.ts';
import type { FieldWord, FilterField } from './field.ts';

/** Asks for the rc. */
export const rcField = numberField({
  name: 'rc',
  meaning: 'the rc of an answer; a request has the rc of its answer',
  takes: 'a number, a comparison or a range, such as 404, >=400 or 200..299',
  examples: ['rc:>=400', 'rc:200..299', 'rc:404,409'],
  words: [
    { word: '>=400', meaning: 'failed' },
    { word: '200..299', meaning: 'done or accepted' },
  ],
  readOne: (text) => readNumber(/^-?\d{1,15}$/.test(text) ? Number(text) : undefined),
  plan: (test) => ({ of: 'details', test: ({ rc }) => rc !== undefined && test(rc) }),
});

const scale: Readonly<Record<string, number>> = { '': 1, k: 1_000, m: 1_000_000 };

/** Asks for the size. */
export const sizeField = numberField({
  name: 'size',
  meaning: 'the bytes of the payload; 1k is 1,000 bytes, 1m is 1,000,000',
  takes: 'a number of bytes, a comparison or a range, such as 0, >1k or 200..1k',
  examples: ['size:>1k', 'size:0'],
  words: [
    { word: '>1k', meaning: 'more than 1,000 bytes' },
    { word: '>131072', meaning: 'more than the platform takes' },
    { word: '0', meaning: 'nothing' },
  ],
  readOne: (text) => {
    const [, number, unit = ''] = /^(\d{1,12}(?:\.\d+)?)([km]?)b?$/i.exec(text) ?? [];
    return readNumber(number === undefined ? undefined : Number(number) * (scale[unit.toLowerCase()] ?? 1));
  },
  plan: (test) => ({ of: 'size', test }),
});

/** Asks how long an answer took. */
export const latencyField = numberField({
  name: 'latency',
  meaning: 'the time from a request to its answer, on both of them',
  takes: 'a length of time, a comparison or a range, such as >1s, <=200ms or 1s..5s; a number alone counts milliseconds',
  examples: ['latency:>1s', 'latency:200ms..2s'],
  words: [
    { word: '>1s', meaning: 'more than a second' },
    { word: '>10s', meaning: 'more than ten seconds' },
  ],
  readOne: (text) => readNumber(readDuration(text, 'ms')),
  plan: (test) => ({ of: 'details', test: ({ answeredMs }) => answeredMs !== undefined && test(answeredMs) }),
});

/** Asks for the time. */
export const timeField = numberField({
  name: 'time',
  meaning: 'when it was seen',
  takes:
    'a length of time up to now, a time of today, a date or a date with a time; also as a comparison or a range: 5m, >10:30, 10:30..10:45, <2026-11-22T10:30',
  examples: ['time:5m', 'time:>10:30', 'time:10:30..10:45'],
  words: [
    { word: '5m', meaning: 'the last five minutes, and from now on' },
    { word: '1h', meaning: 'the last hour, and from now on' },
    { word: '1d', meaning: 'the last day, and from now on' },
  ],
  // A length of time alone means all of it, up to now.
  rewrite: (text) => (readDuration(text) === undefined ? text : `>=${text}`),
  readOne: readMoment,
  plan: (test) => ({ of: 'time', test }),
});

/** Asks for the QoS. */
export const qosField = numberField({
  name: 'qos',
  meaning: 'the QoS with which it travelled',
  takes: '0, 1, 2 or a comparison such as >=1',
  examples: ['qos:1', 'qos:>0'],
  words: [
    { word: '0', meaning: 'at most once' },
    { word: '1', meaning: 'at least once' },
    { word: '2', meaning: 'exactly once' },
  ],
  readOne: (text) => readNumber(/^[0-2]$/.test(text) ? Number(text) : undefined),
  plan: (test) => ({ of: 'flags', test: ({ qos }) => test(qos) }),
});

interface NumberField extends Pick<FilterField, 'name' | 'meaning' | 'takes' | 'examples'> {
  readonly words: readonly FieldWord[];
  readonly rewrite?: (text: string) => string;
  readonly readOne: (text: string, now: number) => Span | undefined;
  readonly plan: (test: (value: number) => boolean) => Plan;
}

function numberField({ rewrite = (text) => text, readOne, plan, ...field }: NumberField): FilterField {
  return {
    ...field,
    read(value, now) {
      const test = readRange(rewrite(value), (text) => readOne(text, now));
      return test === undefined ? `"${shownText(value)}" is no value of ${field.name}. Use ${field.takes}.` : plan(test);
    },
  };
}

function readNumber(number: number | undefined): Span | undefined {
  return number === undefined ? undefined : { start: number, end: number };
}
