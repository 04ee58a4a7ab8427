import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintJudge, worstOf, type Finding, type JudgedMessage } from '../../../../../src/engine/log/verdicts/judge.ts';
import { defaultLintOptions, type LintOptions } from '../../../../../src/lint/options.ts';
import { catalog, kindNamed, type CatalogKind } from '../../../../../src/wiotp/catalog.ts';
import { senderOf } from '../../../../../src/wiotp/clientId.ts';
import { invalidText } from '../../../../../src/wiotp/kind.ts';
import { matchTopic } from '../../../../../src/wiotp/topic.ts';
import { bytesOf } from '../../../../support/engine/messages.ts';

type Facts = Partial<JudgedMessage> & { readonly options?: LintOptions; readonly answers?: CatalogKind };

function findings(topic: string, payload: Uint8Array, { options, answers, ...facts }: Facts = {}): readonly Finding[] {
  const match = matchTopic(topic, senderOf(facts.clientId ?? ''));
  const message = { topic, payload, qos: 0, retain: false, clientId: '', direction: match?.kind.direction ?? 'up' } as const;
  return lintJudge(options)({ ...message, ...facts }, match, answers);
}

function judge(topic: string, payload: Uint8Array): readonly string[] {
  return findings(topic, payload).map(({ severity }) => severity);
}

function rulesOf(topic: string, value: unknown, facts: Facts = {}): readonly string[] {
  return findings(topic, bytesOf(value), facts).map(({ rule }) => rule);
}

for (const kind of catalog) {
  if (kind.topic === undefined) continue;
  const topic = kind.topic.replaceAll('{format}', 'json').replaceAll(/[{}]/g, '');
  test(`${kind.name}: its examples are fine and its invalid ones are not`, () => {
    for (const example of kind.examples) assert.deepEqual(judge(topic, bytesOf(example)).includes('error'), false, JSON.stringify(example));
    for (const invalid of kind.invalid.map(invalidText)) assert.notDeepEqual(judge(topic, new TextEncoder().encode(invalid)), [], invalid);
  });
}

test('an event in format json should be JSON; in other formats it is free', () => {
  assert.deepEqual(judge('iot-2/evt/e/fmt/json', bytesOf('{"a":')), ['warning']);
  assert.deepEqual(judge('iot-2/evt/e/fmt/json', bytesOf('21.4')), []);
  assert.deepEqual(judge('iot-2/evt/e/fmt/bin', new Uint8Array([0xff, 0xfe])), []);
});

test('bytes that are no UTF-8 are reported where JSON is wanted', () => {
  assert.deepEqual(judge('iot-2/evt/e/fmt/json', new Uint8Array([0x22, 0xff, 0x22])), ['warning']);
  assert.deepEqual(judge('iotdevice-1/mgmt/manage', new Uint8Array([0xff])), ['error']);
});

test('the sender’s class is that of the client on the way up, and the platform’s on the way down', () => {
  const device = 'd:abc123:sensor:one';
  const long = 'iot-2/type/sensor/id/one/evt/status/fmt/json';
  assert.deepEqual(rulesOf(long, {}, { clientId: device }), ['message/topic']);
  assert.deepEqual(rulesOf(long, {}, { clientId: 'a:abc123:app' }), []);
  assert.deepEqual(rulesOf(long, {}, { clientId: 'g:abc123:gate:one' }), []);
  assert.deepEqual(rulesOf('iot-2/evt/status/fmt/json', {}, { clientId: device, retain: true }), ['message/retained']);
  assert.deepEqual(rulesOf('iot-2/cmd/reset/fmt/json', {}, { clientId: device, direction: 'down', retain: true }), []);
  assert.deepEqual(rulesOf(long, {}, { clientId: 'a:abc123:app', direction: 'down', retain: true }), []);
});

test('a topic of no kind is judged, too', () => {
  assert.notDeepEqual(rulesOf('nobody/knows', '', { clientId: 'd:abc123:sensor:one' }), []);
});

test('an answer is judged by the kind of its request', () => {
  const answer = { rc: 200, reqId: 'r' };
  const rulesFor = (facts: Facts): readonly string[] => rulesOf('iotdevice-1/response', answer, facts);
  assert.deepEqual(rulesFor({}), []);
  assert.deepEqual(rulesFor({ answers: kindNamed('dm.observe') }), []);
  assert.notDeepEqual(rulesFor({ answers: kindNamed('dm.reboot') }), []);
});

test('what the user decided counts', () => {
  const options: LintOptions = { ...defaultLintOptions, rules: { 'message/retained': 'off' } };
  assert.deepEqual(rulesOf('iot-2/evt/status/fmt/json', {}, { retain: true, options }), []);
});

test('the worst of several findings counts', () => {
  const finding = (severity: 'error' | 'warning' | 'hint') => ({ rule: 'r', severity, message: 'm' });
  assert.equal(worstOf([]), undefined);
  assert.equal(worstOf([finding('hint')]), 'hint');
  assert.equal(worstOf([finding('hint'), finding('warning'), finding('hint')]), 'warning');
  assert.equal(worstOf([finding('warning'), finding('error')]), 'error');
});
