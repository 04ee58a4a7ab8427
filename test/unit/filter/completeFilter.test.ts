import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { completeFilter, type FilterKnown } from '../../../src/filter/completeFilter.ts';
import { fieldTable } from '../../../src/filter/fields/fieldTable.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';

const known: FilterKnown = {
  clients: ['d:abc123:thermostat:t-100', 'my app', 'a,b'],
  events: ['status', 'temperature'],
  topics: ['iot-2/evt/status/fmt/json'],
};

/** The caret is at `^`; what the first completions make of the text. */
const table: readonly (readonly [written: string, ...made: string[]])[] = [
  ['^', 'kind:', 'client:', 'event:'],
  ['ki^', 'kind:'],
  ['KI^', 'kind:'],
  ['ki^nd:dm', 'kind:dm'],
  ['temp ^', 'temp kind:'],
  ['temp ^ x', 'temp kind: x'],
  ['-ki^', '-kind:'],
  ['!ki^', '!kind:'],
  ['(ki^', '(kind:'],
  ['(a or ki^)', '(a or kind:)'],
  ['kind:^', 'kind:device.*'],
  ['kind:dm.reb^', 'kind:dm.reboot'],
  ['kind:reb^', 'kind:dm.reboot'],
  ['kind:ev^ dir:in', 'kind:event dir:in'],
  ['kind:dm.*,ev^', 'kind:dm.*,event'],
  ['kind:dm.*,^', 'kind:dm.*,device.*'],
  ['kind:^dm,event', 'kind:device.*,event'],
  ['dir:^', 'dir:in', 'dir:out', 'dir:up', 'dir:down'],
  ['dir:o^', 'dir:out', 'dir:down'],
  ['problem:^', 'problem:error', 'problem:warning'],
  ['is:^', 'is:waiting'],
  ['rc:^', 'rc:>=400'],
  ['rc:>^', 'rc:>=400'],
  ['time:^', 'time:5m'],
  ['client:^', 'client:d:abc123:thermostat:t-100', 'client:"my app"', 'client:"a,b"'],
  ['client:t-1^', 'client:d:abc123:thermostat:t-100'],
  ['client:my^', 'client:"my app"'],
  ['client:"my^', 'client:"my app"'],
  ['client:"my a^pp"', 'client:"my app"'],
  ['-client:x,"my^" b', '-client:x,"my app" b'],
  ['event:^', 'event:status', 'event:temperature'],
  ['topic:evt^', 'topic:iot-2/evt/status/fmt/json'],
  ['reb^', 'kind:dm.reboot'],
  ['tempera^', 'event:temperature'],
  ['thermo^', 'client:d:abc123:thermostat:t-100'],
  ['err^', 'problem:error'],
  ['a o^', 'a or '],
  ['a or^', 'a or '],
  ['no^', 'note:', 'not '],
  ['foo:^'],
  ['reqId:^'],
  ['zzz^'],
];

describe('what can stand at the caret', () => {
  for (const [written, ...made] of table) {
    it(`in ${written}`, () => {
      const caret = written.indexOf('^');
      const text = written.replace('^', '');
      const completions = completeFilter(text, caret, known);
      const texts = completions.map(({ insert, start, end }) => text.slice(0, start) + insert + text.slice(end));
      assert.deepEqual(texts.slice(0, Math.max(1, made.length)), made);
    });
  }

  it('says of each what it means', () => {
    assert.deepEqual(completeFilter('kind:dm.reb', 11, known), [
      { label: 'dm.reboot', detail: 'Reboot request', insert: 'dm.reboot', start: 5, end: 11 },
    ]);
    for (const { detail } of completeFilter('', 0, known)) assert.notEqual(detail, '');
    assert.equal(completeFilter('client:', 7, known)[0]?.detail, 'client');
  });

  it('is understood as a value of its field, whatever the log holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (client) => {
        for (const { insert } of completeFilter('client:', 7, { ...known, clients: [client] }))
          assert.deepEqual(parseFilter(`client:${insert}`), { filter: { field: 'client', values: [client] } });
      }),
    );
  });

  it('is understood for every word of every field', () => {
    for (const { name } of fieldTable) {
      const text = `${name}:`;
      for (const { insert } of completeFilter(text, text.length, known)) assert.ok('filter' in parseFilter(text + insert), text + insert);
    }
  });

  it('replaces a part of the text around the caret, wherever that is', () => {
    const unit = fc.constantFrom('a', ' ', 'kind:', '"', '(', ')', '-', ',', 'or', 'client:', '\\', ':');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), fc.nat(), (text, at) => {
        const caret = at % (text.length + 1);
        const completions = completeFilter(text, caret, known);
        assert.ok(completions.length <= 50);
        for (const { start, end } of completions) assert.ok(0 <= start && start <= caret && caret <= end && end <= text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows hostile names as what they are, and leaves out what is too long to be a filter', () => {
    const clients = ['a\u202eb', 'x'.repeat(65_535)];
    const [only, ...others] = completeFilter('client:', 7, { clients, events: [], topics: [] });
    assert.deepEqual(only, { label: 'a\u25a1b', detail: 'client', insert: 'a\u202eb', start: 7, end: 7 });
    assert.deepEqual(others, []);
  });

  it('is nothing in a text that is no filter', () => assert.deepEqual(completeFilter('x '.repeat(50_000), 3, known), []));
});
