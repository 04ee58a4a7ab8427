import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hoverAt, json, lines, payloadFile, unmarked } from '../support.ts';

const manage = payloadFile('dm.manage');
const response = payloadFile('dm.deviceResponse');

describe('hover', () => {
  it('describes members, with their type, and values, with their meaning', () => {
    for (const [marked, file, expected] of [
      ['{ "d": { "life|time": 60 } }', manage, /^Seconds within which .*\n\nInteger, 0 or at least 3600; optional\\\.$/s],
      ['{ "d": { "lifetime": 6|0 } }', manage, /^Seconds within which/],
      ['{ "d": { "lifetime|', manage, /^Seconds within which/],
      ['{ "rc": 20|2 }', response, /^`202`: The device restarts now;.*\\\(Reboot request\\\).*\n\nReturn code, an integer/s],
      ['{ "rc": "20|2" }', response, /^`202`: The device restarts now/],
      ['{ "rc": 2|07 }', response, /^`207`: Success, unknown code\\\.\n\nReturn code/],
      ['{ "r|c": 1 }', response, /^Return code, an integer/],
      ['{ "steps": [{ "to|pic": "" }] }', json, /^The topic of a message/],
      [
        '{ "steps": [{ "topic": "iotdm-1/|observe" }] }',
        json,
        /^\*\*Observe request\*\* \(`dm\.observe`\).*Answered by the device .* on `iotdevice-1\/response`/s,
      ],
      ['{ "steps": [{ "topic": "iotdevice-1/response", "payload": { "rc": 2|00 } }] }', json, /^`200`: /],
      ['{ "steps": [{ "topic": "iotdevice-1/response", "pay|load": { "rc": 200 } }] }', json, /^The device’s answer/],
      ['{ "steps": [{ "connection": "closed", "code": 27|6 }] }', json, /^`276`: Topic not valid/],
      ['{ "steps": [{ "connection": "refused", "code": |5 }] }', json, /^`5`: Not authorised/],
      [
        '{ "d": { "fields": [{ "field": "metadata" }] }, "req|Id": "r" }',
        payloadFile('dm.request'),
        /^Names this request\\. The platform chooses/,
      ],
      ['{ "d": { "lifetime": 60 }, "req|Id": "r" }', payloadFile('dm.request'), /^Names this request so that/],
      ['{ "d": { "lifetime": 60 }, "req|Id"', payloadFile('dm.request'), /^\*Manage request, .*:\* Names this request/],
      ['{ "rc": 20|2 }', payloadFile('dm.response'), /^`202`: The device restarts now/],
      ['{ "steps": [{ "connection": "|closed" }] }', json, /^`closed`: A connection ended/],
      ['{}\n{ "topic": "iotdm-1/cancel", "payload": { "re|qId": "r" } }', lines, /^Names this request/],
    ] as const) {
      assert.match(hoverAt(marked, file)?.text ?? 'nothing', expected, marked);
    }
  });

  it('says nothing about what is not known, and between things', () => {
    for (const marked of ['{ "x|": 1 }', '{ "x": "|y" }', '{ | }', '|', '{ "d": { "metadata": { "life|time": 1 } } }', '{ "d"|', '[1|]']) {
      const found = hoverAt(marked, manage);
      assert.ok(found === undefined || marked === '{ "d"|', marked);
    }
    assert.equal(hoverAt('{ "__proto__|": 1 }', manage), undefined);
    assert.equal(hoverAt('{ "__proto__": { "to|String": 1 } }', manage), undefined);
  });

  it('covers the key or the value, quotes and all', () => {
    const marked = '{}\r\n{ "topic": "iotdm-1/|cancel" }\r\n';
    const { text } = unmarked(marked);
    const { start, end } = hoverAt(marked, lines)?.range ?? { start: 0, end: 0 };
    assert.equal(text.slice(start, end), '"iotdm-1/cancel"');
  });

  it('shows what others have written as text', () => {
    const marked = '{ "steps": [{ "topic": "iot-2/evt/`[x](command:y)/fmt/json|" }] }';
    assert.doesNotMatch(hoverAt(marked, json)?.text ?? '', /command:/);
    assert.match(hoverAt('{ "rc": 9999999|99 }', response)?.text ?? '', /^`999999999`: Failure/);
  });
});
