import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completionsAt, json, labelsAt, lines, payloadFile, taken } from '../support.ts';

const manage = payloadFile('dm.manage');
const response = payloadFile('dm.deviceResponse');
const notify = payloadFile('dm.notify');

describe('completion of members', () => {
  it('offers the members that are not there yet, before and behind the cursor', () => {
    for (const [marked, expected] of [
      ['{|}', ['d', 'reqId']],
      ['{ "reqId": "r", | }', ['d']],
      ['{ |, "reqId": "r" }', ['d']],
      ['{ "d": {}, "|" }', ['reqId']],
      ['{ "reqId": "r", "d": { "lifetime": 0, | } }', ['supports', 'deviceInfo', 'metadata']],
      ['{ "d": { "supports": { | } } }', ['deviceActions', 'firmwareActions']],
      ['{ "d": { "metadata": { | } } }', []],
      ['{ "other": { | } }', []],
      // What is not finished.
      ['{ "d": { |', ['lifetime', 'supports', 'deviceInfo', 'metadata']],
      ['{ "d": { "li| }', ['lifetime', 'supports', 'deviceInfo', 'metadata']],
      ['{ "d": [{ |', []],
      ['{ "d": {} |', ['reqId']],
      ['{ /* | */ }', []],
      ['{ // |\n }', []],
      ['{ /* d */ | }', ['d', 'reqId']],
      ['{ "d"| : {} }', ['d', 'reqId']],
      ['{ "d" | : {} }', []],
      ['{} |', []],
    ] as const) {
      assert.deepEqual(labelsAt(marked, manage), expected, marked);
    }
  });

  it('writes name, colon, value and the commas that are missing', () => {
    for (const [marked, label, expected] of [
      ['{|}', 'd', '{"d": {}}'],
      ['{ "|" }', 'd', '{ "d": {} }'],
      ['{ "re| }', 'reqId', '{ "reqId": "41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10" }'],
      ['{ re| }', 'd', '{ "d": {} }'],
      ['{ "re|": 5 }', 'reqId', '{ "reqId": 5 }'],
      ['{ "reqId": "r" | }', 'd', '{ "reqId": "r" , "d": {} }'],
      ['{ | "reqId": "r" }', 'd', '{ "d": {}, "reqId": "r" }'],
      ['{\r\n\t|\r\n\t"reqId": "r"\r\n}', 'd', '{\r\n\t"d": {},\r\n\t"reqId": "r"\r\n}'],
      ['{ "d": { | } }', 'lifetime', '{ "d": { "lifetime": 3600 } }'],
      ['{ "d": { "supports": { | } } }', 'deviceActions', '{ "d": { "supports": { "deviceActions": true } } }'],
    ] as const) {
      assert.equal(taken(marked, label, manage), expected, marked);
    }
  });

  it('says what a member is for', () => {
    const [first] = completionsAt('{ "d": { | } }', manage);
    assert.equal(first?.label, 'lifetime');
    assert.match(first?.documentation ?? '', /^Seconds within which .*\n\nInteger, 0 or at least 3600; optional/s);
  });

  it('knows the attribute that a field names, also when the name comes last', () => {
    const firmware = ['version', 'name', 'uri', 'verifier', 'state', 'updateStatus', 'updatedDateTime'];
    assert.deepEqual(labelsAt('{ "d": { "fields": [{ "field": "mgmt.firmware", "value": { | } }] } }', notify), firmware);
    assert.deepEqual(labelsAt('{ "d": { "fields": [{ "value": { | }, "field": "mgmt.firmware" }] } }', notify), firmware);
    assert.deepEqual(labelsAt('{ "d": { "fields": [{ "field": "metadata", "value": { | } }] } }', notify), []);
  });
});

describe('completion of values', () => {
  it('offers allowed values, examples and names of fields', () => {
    for (const [marked, expected] of [
      ['{ "rc": | }', ['200', '202', '204', '400', '404', '409', '500', '501']],
      ['{ "rc": 2| }', ['200', '202', '204', '400', '404', '409', '500', '501']],
      ['{ "rc": |', ['200', '202', '204', '400', '404', '409', '500', '501']],
      ['{ "message": "|" }', ['""']],
      ['{ "d": | }', ['{ }']],
      ['{ "d": |{} }', []],
      ['{ "x": | }', []],
    ] as const) {
      assert.deepEqual(labelsAt(marked, response), expected, marked);
    }
    assert.deepEqual(labelsAt('{ "d": { "fields": [{ "field": "|" }] } }', notify), [
      '"mgmt.firmware"',
      '"location"',
      '"metadata"',
      '"deviceInfo"',
    ]);
  });

  it('replaces what is there with its quotes, and puts a comma where one is missing', () => {
    for (const [marked, label, expected] of [
      ['{ "rc": 5| }', '202', '{ "rc": 202 }'],
      ['{ "rc": "20|" }', '202', '{ "rc": 202 }'],
      ['{ "rc": |\n  "reqId": "r" }', '202', '{ "rc": 202,\n  "reqId": "r" }'],
      ['{ "rc": 2|\n  "reqId": "r" }', '202', '{ "rc": 202,\n  "reqId": "r" }'],
    ] as const) {
      assert.equal(taken(marked, label, response), expected, marked);
    }
    const marked = '{ "d": { "fields": [{ "field": "mg| }] } }';
    assert.equal(taken(marked, '"location"', notify), '{ "d": { "fields": [{ "field": "location" }] } }');
  });

  it('says what a return code means for which request', () => {
    const meaning = completionsAt('{ "rc": | }', response).find(({ label }) => label === '204')?.documentation;
    assert.match(meaning ?? '', /changed \\\(Device update\\\)/);
  });

  it('offers whole payloads in an empty file', () => {
    assert.deepEqual(labelsAt('|', manage), ['Manage request', 'Manage request: {"reqId":"manage-1"}']);
    assert.deepEqual(JSON.parse(taken('\n man|\n', 'Manage request: {"reqId":"manage-1"}', manage)), { reqId: 'manage-1' });
    assert.ok(labelsAt('|', payloadFile('dm.request')).includes('Reboot request'));
    assert.deepEqual(labelsAt('|', payloadFile('dm.response')), ['Device response', 'Platform response']);
    assert.deepEqual(labelsAt('|', payloadFile('device.event')).slice(0, 1), ['Event']);
  });
});

describe('completion in transcripts', () => {
  it('offers steps, members and topics', () => {
    assert.deepEqual(labelsAt('|', json).slice(0, 1), ['Transcript']);
    assert.deepEqual(labelsAt('{ "steps": [], | }', json), ['$schema', 'description', 'device', 'starts', 'vars']);
    assert.deepEqual(labelsAt('{ "starts": | }', json), ['"managed"', '"connected"', '"offline"']);
    const steps = labelsAt('{ "steps": [ | ] }', json);
    for (const label of ['Event', 'Manage request', 'Subscribed', 'Ask a person']) assert.ok(steps.includes(label), label);
    assert.ok(labelsAt('{ "steps": [{ "repeat": 2, "steps": [ | ] }] }', json).includes('Manage request'));
    const topics = labelsAt('{ "steps": [{ "topic": "iot|" }] }', json);
    assert.ok(topics.includes('iotdevice-1/mgmt/manage') && topics.includes('iot-2/evt/{eventId}/fmt/{format}'));
    assert.ok(topics.indexOf('iotdm-1/response') < topics.indexOf('iotdevice-1/type/{typeId}/id/{deviceId}/mgmt/manage'));
  });

  it('knows the payload by the topic beside it', () => {
    for (const [topic, expected] of [
      ['iotdevice-1/mgmt/manage', ['d', 'reqId']],
      ['iotdevice-1/type/${typeId}/id/${deviceId}/mgmt/manage', ['d', 'reqId']],
      ['iotdm-1/mgmt/custom/a/b', ['d', 'reqId']],
      ['iotdevice-1/response', ['rc', 'message', 'd', 'reqId']],
      ['iot-2/evt/status/fmt/json', []],
      ['nowhere', []],
    ] as const) {
      const step = `{ "payload": { | }, "topic": "${topic}" }`;
      assert.deepEqual(labelsAt(`{ "steps": [${step}] }`, json), expected, topic);
      assert.deepEqual(labelsAt(`{}\n${step}\n`, lines), expected, topic);
    }
    assert.deepEqual(labelsAt('{ "steps": [{ "topic": "iotdm-1/observe", "payload": | }] }', json).slice(0, 1), ['Observe request']);
  });

  it('knows which requests wait for an answer, and with which codes they may be answered', () => {
    const steps = [
      '{ "topic": "iotdm-1/mgmt/initiate/device/reboot", "payload": { "reqId": "${a}" } }',
      '{ "payload": { "reqId": "b" }, "topic": "iotdm-1/observe" }',
      '{ "topic": "iotdm-1/cancel", "payload": { "reqId": "c" } }',
      '{ "topic": "iotdevice-1/response", "payload": { "rc": 200, "reqId": "c" } }',
      '{ "topic": "iotdevice-1/mgmt/manage", "payload": { "reqId": "m" } }',
    ].join(',\n');
    const reqId = '{ "topic": "iotdevice-1/response", "payload": { "reqId": "|" } }';
    const rc = '{ "topic": "iotdevice-1/response", "payload": { "rc": |, "reqId": "${a}" } }';
    const sample = '"41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10"';
    for (const [before, file] of [
      [`{ "steps": [${steps},\n`, json],
      [`{}\n${steps.replaceAll(',\n', '\n')}\n`, lines],
    ] as const) {
      assert.deepEqual(labelsAt(`${before}${reqId}`, file), ['"b"', '"${a}"', sample]);
      assert.deepEqual(labelsAt(`${before}${reqId.replace('iotdevice-1', 'iotdm-1')}`, file), ['"m"', sample]);
      assert.deepEqual(labelsAt(`${before}${rc}`, file).slice(0, 2), ['202', '500']);
      assert.equal(completionsAt(`${before}${rc}`, file)[0]?.detail, 'Reboot request');
    }
    assert.equal(taken(`{ "steps": [${steps},\n${reqId}] }`, '"${a}"', json).includes('"reqId": "${a}" } }]'), true);
  });

  it('takes each line of JSON Lines for itself: first the header, then steps', () => {
    assert.deepEqual(labelsAt('{ | }\n{ }', lines), ['$schema', 'description', 'device', 'starts', 'vars']);
    assert.ok(labelsAt('{ }\n{ | }\n{ "topic": "x" }', lines).includes('topic'));
    assert.deepEqual(labelsAt('|', lines).slice(0, 1), ['Header']);
    const text = taken('{}\r\n|\r\n{}', 'Manage request', lines);
    assert.equal(text.split('\r\n').length, 3);
    assert.equal((JSON.parse(text.split('\r\n')[1] ?? '') as { topic: string }).topic, 'iotdevice-1/mgmt/manage');
  });
});
