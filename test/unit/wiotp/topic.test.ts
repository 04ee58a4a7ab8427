import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { catalog, kindNamed } from '../../../src/wiotp/catalog.ts';
import { isDeviceManagement, topicsOf } from '../../../src/wiotp/kind.ts';
import { buildTopic, filterMatches, matchCall, matchTopic } from '../../../src/wiotp/topic.ts';

const withTopic = catalog.filter(({ topic }) => topic !== undefined);
const level = fc.string({ minLength: 1 }).map((text) => text.replaceAll(/[/+#]/g, '-'));

/** Values for the free levels of a topic or call. */
function partsOf(template: string): fc.Arbitrary<Record<string, string>> {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return fc.record(Object.fromEntries(names.map((name) => [name, level])), { noNullPrototype: true });
}

function filled(template: string, parts: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
}

describe('a topic', () => {
  for (const kind of withTopic) {
    it(`of ${kind.name} is built and recognised, whatever its free levels`, () => {
      fc.assert(
        fc.property(partsOf(kind.topic ?? ''), (parts) => {
          assert.deepEqual(matchTopic(buildTopic(kind.name, parts), kind.sender), { kind, parts });
        }),
      );
    });

    for (const template of topicsOf(kind).slice(1)) {
      it(`${template} is recognised as ${kind.name} too`, () => {
        fc.assert(fc.property(partsOf(template), (parts) => assert.deepEqual(matchTopic(filled(template, parts)), { kind, parts })));
      });
    }
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

describe('matchCall', () => {
  for (const kind of catalog.filter(({ call }) => call !== undefined)) {
    it(`recognises a call of ${kind.name}, whatever its free levels and its query`, () => {
      const { call = '' } = kind;
      const withoutQuery = partsOf(call).filter((parts) => !Object.values(parts).join('').includes('?'));
      fc.assert(
        fc.property(withoutQuery, fc.constantFrom('', '?', '?override=true', '?a=/b/c'), (parts, query) => {
          assert.deepEqual(matchCall(`${filled(call, parts)}${query}`), { kind, parts });
        }),
      );
    });
  }

  it('takes + for the command ID and for nothing else', () => {
    const call = 'POST /api/v0002/device/types/t/devices/i/commands/+/request';
    assert.deepEqual(matchCall(call)?.parts, { typeId: 't', deviceId: 'i', commandId: '+' });
    assert.equal(matchCall(call.replace('/i/', '/+/')), undefined);
  });

  it('knows no other method, path or version', () => {
    const wrong = [
      '',
      'GET /api/v0002/mgmt/requests',
      'POST /api/v0001/mgmt/requests',
      'POST /api/v0002/mgmt/requests/',
      '/api/v0002/mgmt/requests',
    ];
    for (const text of wrong) assert.equal(matchCall(text), undefined, text);
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
