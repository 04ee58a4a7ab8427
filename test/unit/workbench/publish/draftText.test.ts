import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytesLine, draftLine, payloadLine } from '../../../../src/workbench/publish/draftText.ts';

describe('a message in a line of a list', () => {
  it('says everything but its name', () => {
    const draft = { name: 'status', format: 'json', payload: '', qos: 1, device: { typeId: 't', deviceId: 'd' } } as const;
    assert.equal(draftLine(draft), 'json · QoS 1 · t:d');
  });

  it('shows the beginning of a text in one line', () => {
    assert.equal(payloadLine({ payload: ' {\n  "a": 1\r\n}' }), '{ "a": 1 }');
    assert.equal(payloadLine({ payload: 'x'.repeat(131_072) }), `${'x'.repeat(200)}…`);
  });

  it('shows no icons that a text seems to have', () => assert.equal(payloadLine({ payload: '$(trash) ${now}' }), '\\$(trash) ${now}'));

  it('shows the first bytes', () => {
    assert.equal(payloadLine({ payload: 'AQL/', encoding: 'base64' }), '01 02 ff');
    assert.equal(bytesLine(new Uint8Array(33)), `${'00 '.repeat(32)}…`);
    assert.equal(bytesLine(new Uint8Array()), '');
  });
});
