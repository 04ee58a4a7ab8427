import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { catalog, kindNamed } from '../../../src/wiotp/catalog.ts';
import { isDeviceManagement } from '../../../src/wiotp/kind.ts';
import { buildTopic, filterMatches, matchTopic } from '../../../src/wiotp/topic.ts';

const withTopic = catalog.filter(({ topic }) => topic !== undefined);
const level = fc.string({ minLength: 1 }).map((text) => text.replaceAll(/[/+#]/g, '-'));
const parts = fc.record({
  eventId: level,
  commandId: level,
  format: level,
  typeId: level,
  deviceId: level,
  bundleId: level,
  actionId: level,
});

describe('a topic', () => {
  for (const kind of withTopic) {
    it(`of ${kind.name} is built and recognised, whatever its free levels`, () => {
      fc.assert(
        fc.property(parts, (all) => {
          const free = Object.fromEntries(Object.entries(all).filter(([name]) => kind.topic?.includes(`{${name}}`)));
          assert.deepEqual(matchTopic(buildTopic(kind.name, free), kind.sender), { kind, parts: free });
        }),
      );
    });
  }

  for (const kind of withTopic.filter(isDeviceManagement)) {
    it(`of ${kind.name} has a form for gateways`, () => {
      const free = { typeId: 't', deviceId: 'i', bundleId: 'b', actionId: 'a' };
      const topic = buildTopic(kind.name, free);
      assert.match(topic, /^iot(device|dm)-1\/type\/t\/id\/i\//);
      const match = matchTopic(topic);
      assert.equal(match?.kind, kind);
      assert.deepEqual([match?.parts['typeId'], match?.parts['deviceId']], ['t', 'i']);
    });
  }
});

describe('matchTopic', () => {
  const topic = 'iot-2/type/t/id/i/evt/e/fmt/json';

  it('tells kinds with one topic apart by the sender; an unknown one is a gateway', () => {
    assert.equal(matchTopic(topic)?.kind, kindNamed('gateway.event'));
    assert.equal(matchTopic(topic, 'gateway')?.kind, kindNamed('gateway.event'));
    assert.equal(matchTopic(topic, 'application')?.kind, kindNamed('app.event'));
    assert.equal(matchTopic(topic.replace('evt', 'cmd'), 'application')?.kind, kindNamed('app.command'));
  });

  it('knows no topic with empty, missing, additional or wildcard levels, or of another case', () => {
    const wrong = [
      '',
      '/',
      'iot-2/evt//fmt/json',
      'iot-2/evt/e/fmt/',
      'iot-2/evt/e/fmt',
      'iot-2/evt/e/fmt/json/more',
      'iot-2/evt/e/fmt/json/',
      '/iot-2/evt/e/fmt/json',
      'iot-2/evt/+/fmt/json',
      'iot-2/evt/e/fmt/#',
      'IOT-2/evt/e/fmt/json',
      'iotdevice-1/mgmt/manage/',
      'iotdevice-1/mgmt/manages',
      'iotdevice-1/type//id/i/mgmt/manage',
      'iotdm-1/mgmt/custom/b',
    ];
    for (const text of wrong) assert.equal(matchTopic(text), undefined, text);
  });
});

describe('buildTopic', () => {
  it('refuses a missing level', () => {
    assert.throws(() => buildTopic('device.event', { eventId: 'e' }), /format is missing/);
    assert.throws(() => buildTopic('device.event', { eventId: '', format: 'json' }), /eventId is missing/);
    assert.throws(() => buildTopic('connection.open'), /no topic/);
  });
});

describe('filterMatches', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['a/b', 'a/b', true],
    ['a/b', 'a/c', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['a/+', 'a/b/c', false],
    ['+/+', 'a/b', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', true],
    ['a/#', 'b', false],
    ['#', 'a/b', true],
    ['#', '$SYS/a', false],
    ['+/a', '$SYS/a', false],
    ['$SYS/#', '$SYS/a', true],
    ['iotdm-1/#', 'iotdm-1/response', true],
    ['iotdm-1/response/', 'iotdm-1/response', false],
  ];
  for (const [filter, topic, expected] of cases) {
    it(`${filter} ${expected ? 'catches' : 'does not catch'} ${topic}`, () => assert.equal(filterMatches(filter, topic), expected));
  }
});
