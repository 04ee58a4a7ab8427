import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Inlet, Intake } from '../../../../src/platform/clients/intake.ts';
import { Ways } from '../../../../src/platform/clients/ways.ts';
import { breach } from '../../../../src/platform/mqtt/breach.ts';
import { Quotas } from '../../../../src/platform/quota/quotas.ts';
import { longForm } from '../../../../src/platform/routing/topicForm.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

function ways() {
  const asked: string[] = [];
  const permit = {
    version: 0,
    refusal: (_: string, topic: string) => {
      asked.push(topic);
      return topic.startsWith('bad') ? breach(276, 'bad') : undefined;
    },
  };
  const intake = { inlet: (): Inlet => ({ manage: () => undefined }) } as unknown as Intake;
  const quotas = new Quotas('standard', new FakeClock());
  return { asked, permit, ways: new Ways({ permit, intake, form: longForm, quotas, countsCommands: true }) };
}

test('a topic is looked up once, whether it is allowed or not, until the permit changes', () => {
  const { asked, permit, ways: known } = ways();
  for (const topic of ['good', 'bad', 'good', 'bad']) assert.equal(known.of(topic).refusal === undefined, topic === 'good');
  assert.deepEqual(asked, ['good', 'bad']);
  permit.version++;
  known.of('good');
  known.of('good');
  known.of('bad');
  assert.deepEqual(asked, ['good', 'bad', 'good', 'bad']);
});

test('thousands of usual topics are kept, but not many of 65,535 bytes', () => {
  const { asked, ways: known } = ways();
  const usual = Array.from({ length: 4000 }, (_, at) => `iot-2/type/sensor/id/sensor-${at}/evt/status/fmt/json`);
  for (const topic of [...usual, ...usual]) known.of(topic);
  assert.equal(asked.length, 4000);
  for (let at = 0; at < 10; at++) known.of(`${at}`.repeat(65_535));
  known.of(usual[0] ?? '');
  assert.equal(asked.length, 4011, 'the others were forgotten for them');
});

test('commands of one device share a pace, events have none', () => {
  const { ways: known } = ways();
  const paceOf = (topic: string) => {
    const way = known.of(topic);
    return 'commands' in way ? way.commands : undefined;
  };
  const [one, again, other] = ['one/cmd/a', 'one/cmd/b', 'two/cmd/a'].map((end) => paceOf(`iot-2/type/t/id/${end}/fmt/json`));
  assert.ok(one !== undefined && one === again && one !== other);
  assert.equal(paceOf('iot-2/type/t/id/one/evt/cmd/fmt/json'), undefined);
});
