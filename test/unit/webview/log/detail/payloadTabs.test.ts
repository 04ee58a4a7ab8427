import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenTab, formOf, readTabs, tabsOf, type PayloadForm } from '../../../../../src/webview/log/detail/payloadTabs.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const forms: readonly (readonly [topic: string, payload: string | readonly number[], form: PayloadForm])[] = [
  ['iot-2/evt/status/fmt/json', 'no JSON', 'json'],
  ['iot-2/evt/status/fmt/JSON', '', 'json'],
  ['iot-2/evt/status/fmt/csv', '{"a":1}', 'csv'],
  ['iot-2/type/t/id/d/cmd/set/fmt/xml', '1,2', 'xml'],
  ['iot-2/evt/status/fmt/txt', '{}', 'text'],
  ['iot-2/evt/status/fmt/text', '<a/>', 'text'],
  ['iot-2/evt/status/fmt/bin', '{}', 'binary'],
  ['iotdevice-1/mgmt/manage', '', 'json'],
  ['iot-2/evt/status/fmt/cbor', [0xa1, 0xff], 'binary'],
  ['iot-2/evt/status/fmt/own', ' \n{', 'json'],
  ['some/topic', '[1]', 'json'],
  ['some/topic', ' <a/>', 'xml'],
  ['some/topic', 'words', 'text'],
  ['some/topic', 'a\0b', 'binary'],
  ['iot-2/evt/status/fmt/__proto__', 'x', 'text'],
  ['', '', 'text'],
];
for (const [topic, payload, form] of forms) {
  test(`${JSON.stringify(payload)} on ${topic} is ${form}`, () => {
    assert.equal(formOf({ topic, payload: typeof payload === 'string' ? bytes(payload) : Uint8Array.from(payload) }), form);
  });
}

test('the usual tab comes first, and a choice counts for its form only', () => {
  assert.equal(chosenTab('json', {}), 'tree');
  assert.equal(chosenTab('csv', {}), 'table');
  assert.equal(chosenTab('xml', {}), 'xml');
  assert.equal(chosenTab('binary', {}), 'hex');
  assert.equal(chosenTab('json', { csv: 'hex' }), 'tree');
  assert.equal(chosenTab('csv', { csv: 'hex' }), 'hex');
  assert.equal(chosenTab('csv', { csv: 'tree' }), 'table');
});

test('every form can be looked at as text and as bytes', () => {
  for (const form of ['json', 'csv', 'xml', 'text', 'binary'] as const)
    assert.ok(tabsOf(form).includes('text') && tabsOf(form).includes('hex'), form);
});

for (const kept of [undefined, null, 3, 'hex', [], { json: 'nothing' }, { csv: 'tree' }, { __proto__: { json: 'hex' } }])
  test(`choices kept as ${JSON.stringify(kept)} are none`, () => assert.deepEqual(readTabs(kept), {}));
