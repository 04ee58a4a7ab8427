import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { findLinks } from '../../../../src/workbench/terminal/findLinks.ts';
import { isWorthALook } from '../../../../src/workbench/terminal/worthALook.ts';

/** Lines, and the links in them as text and sort. */
const lines: Readonly<Record<string, readonly string[]>> = {
  'I (4711) mqtt: publish iot-2/evt/status/fmt/json, 12 bytes': ['topic iot-2/evt/status/fmt/json'],
  'subscribed to iot-2/cmd/+/fmt/# and iotdm-1/#.': ['topic iot-2/cmd/+/fmt/#', 'topic iotdm-1/#'],
  '"iotdevice-1/mgmt/manage" {"reqId":"a-1"}': ['topic iotdevice-1/mgmt/manage', 'reqId a-1'],
  '{\\"reqId\\":\\"a b\\",\\"rc\\":200}': ['reqId a b', 'number 200'],
  'reqId=4f1c2d3e answered': ['reqId 4f1c2d3e'],
  'reqId: "4f1c", rc: 200': ['reqId 4f1c', 'number 200'],
  'request 1b4e28ba-2fa1-11d2-883f-0016d3cca427 done': ['reqId 1b4e28ba-2fa1-11d2-883f-0016d3cca427'],
  '{"reqId":"1b4e28ba-2fa1-11d2-883f-0016d3cca427"}': ['reqId 1b4e28ba-2fa1-11d2-883f-0016d3cca427'],
  'Connect failed, rc 5': ['number 5'],
  'failed, rc=5 try again in 5 seconds': ['number 5'],
  'MQTT RC: 4': ['number 4'],
  'failed, rc=-2': [],
  'rc.local 5': [],
  'connection closed with code 276': ['number 276'],
  'The connection was closed (276).': ['number 276'],
  'disconnected: 288': ['number 288'],
  'error 276': ['number 276'],
  'reqId "abc"': ['reqId abc'],
  '["reqId","rc"]': [],
  'reqId: ...': [],
  'rc 5': ['number 5'],
  'rc5, code276': [],
  'rc=5': ['number 5'],
  '"CloseCode":288,': ['number 288'],
  'disconnected: 160 keepalive timeout': ['number 160'],
  'mqtt reason code 135': ['number 135'],
  'CONNACK 5': ['number 5'],
  '276': ['number 276'],
  'connection lost, 288; trying again': ['number 288'],
  'W (812) mqtt: server said 291.': ['number 291'],
  'exit code 1': [],
  'exit code 276': [],
  'Process finished with exit code 5': [],
  'npm ERR! code 1': [],
  'status code 200': [],
  'disconnected, retrying in 5 seconds': [],
  'Connection closed after 3 attempts': [],
  'closed 160 files': [],
  'error 404': [],
  'pass 276 tests': [],
  'app.c:276: warning': [],
  'at line 276': [],
  'took 288 ms, 288ms, 288%': [],
  '2026-03-01T09:30:00.276Z': [],
  'tests 160': [],
  'HTTP code 299': [],
  'it is 276 metres to the shop': [],
  'closed 10.0.0.1:1883': [],
  'sciot-2/evt/a and my-iot-2/evt/a': [],
  'https://example.com/iot': [],
  '': [],
};

for (const [line, expected] of Object.entries(lines))
  test(`links of: ${line}`, () => {
    const shown = findLinks(line).map(({ start, length, subject }) => `${subject.type} ${line.slice(start, start + length)}`);
    assert.deepEqual(shown, expected);
    if (expected.length > 0) assert.ok(isWorthALook(line));
  });

for (const line of ['npm ERR! code 1', 'exit code 1', 'disconnected, retrying in 5 seconds', 'src/connect.ts', 'closed', '', 'error 404'])
  test(`nothing is loaded for: ${line}`, () => assert.ok(!isWorthALook(line)));

test('what is followed is what is underlined', () => {
  const [link] = findLinks('got iot-2/cmd/set/fmt/json!');
  assert.deepEqual(link, { start: 4, length: 22, subject: { type: 'topic', topic: 'iot-2/cmd/set/fmt/json' } });
});

const pieces = fc.constantFrom(
  'iot-2/',
  'iotdm-1/a',
  'reqId',
  ':',
  '=',
  '"',
  '\\',
  ' ',
  'rc',
  'code',
  'closed',
  '5',
  '276',
  'error',
  '-',
  'deadbeef-',
  '.',
  '\u202e',
  'é',
);

test('links do not overlap, are in order, and lie within the line, whatever it says', () => {
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
      (line) => {
        let end = 0;
        assert.ok(isWorthALook(line) || findLinks(line).length === 0);
        for (const { start, length } of findLinks(line)) {
          assert.ok(start >= end && length > 0 && start + length <= line.length);
          end = start + length;
        }
      },
    ),
  );
});

/** Lines of a megabyte that make careless patterns look again and again; this test ends only if the finder does not. */
const floods = ['iot-2/', 'a', 'reqId:', 'reqId: ', '"', 'rc ', 'code', 'closed ', 'deadbeef-dead-', '1', ' ', 'rc 5 ', 'iot-2/evt/a '];

for (const flood of floods)
  test(`a line of a megabyte of "${flood}" has no more than 200 links`, () => {
    const line = flood.repeat(1_000_000 / flood.length);
    assert.ok(findLinks(line).length <= 200);
    assert.ok(isWorthALook(line) || findLinks(line).length === 0);
  });
