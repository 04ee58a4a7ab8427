import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { buildTopic, filterMatches } from '../../../../src/wiotp/topic.ts';
import { topicAllowed, type TopicUser } from '../../../../src/wiotp/topics/topicRules.ts';
import { caughtKinds } from '../../../../src/wiotp/topics/caughtKinds.ts';
import { idleFilter } from '../../../../src/wiotp/topics/idleFilter.ts';
import { catalog, type KindName } from '../../../../src/wiotp/catalog.ts';

describe('idleFilter', () => {
  const idle: readonly (readonly [user: TopicUser, filter: string, reason: RegExp, nearest: string | undefined])[] = [
    ['device', 'iotdm-1/response/', /slash at the end/, 'iotdm-1/#'],
    ['device', 'iotdm-1/', /slash at the end/, 'iotdm-1/#'],
    ['device', 'iotdm-1/respones', /no message of the platform/, 'iotdm-1/#'],
    ['device', 'iotdm-1/device/update/+/+', /no message of the platform/, 'iotdm-1/#'],
    ['device', 'iotdm-1/type/t/id/i/response', /the form with type and id is for gateways/, 'iotdm-1/#'],
    ['device', 'iotdm-1/type/+/id/+/#', /the form with type and id is for gateways/, 'iotdm-1/#'],
    ['device', 'iotdm-1/mgmt/custom/a b/+', /no message of the platform/, 'iotdm-1/#'],
    ['device', 'iot-2/mon', /no document names/, undefined],
    ['gateway', 'iotdm-1/type/t/id/i/respones', /no message of the platform/, 'iotdm-1/type/t/id/i/#'],
    ['gateway', 'iot-2/type/t/id/i/response', /no document names/, undefined],
  ];
  for (const [user, filter, reason, nearest] of idle) {
    it(`tells a ${user} that ${filter} catches nothing`, () => {
      const found = idleFilter(user, filter);
      assert.match(found?.reason ?? '', reason);
      assert.equal(found?.nearest, nearest);
      assert.ok(nearest === undefined || (topicAllowed(user, 'subscribe', nearest) && idleFilter(user, nearest) === undefined));
    });
  }

  const busy: readonly (readonly [user: TopicUser, filter: string])[] = [
    ['device', 'iotdm-1/#'],
    ['device', 'iotdm-1/response'],
    ['device', 'iotdm-1/response/#'],
    ['device', 'iotdm-1/mgmt/initiate/+/+'],
    ['device', 'iotdm-1/mgmt/custom/b/+'],
    ['device', 'iot-2/cmd/+/fmt/+'],
    ['gateway', 'iotdm-1/#'],
    ['gateway', 'iotdm-1/type/+/id/+/#'],
    ['gateway', 'iot-2/type/t/id/i/notify'],
    ['gateway', 'iot-2/type/t/id/i/mon'],
    ['application', 'iot-2/type/+/id/+/evt/+/fmt/+'],
    ['application', 'iot-2/type/+/id/+/cmd/+/fmt/+'],
    ['application', 'iot-2/app/+/mon'],
    ['quickstartApplication', 'iot-2/type/+/id/i/mon'],
  ];
  for (const [user, filter] of busy) it(`leaves a ${user} alone with ${filter}`, () => assert.equal(idleFilter(user, filter), undefined));

  it('says nothing of filters that are not allowed: they have a fault', () => {
    assert.equal(idleFilter('device', 'iot-2/#'), undefined);
    assert.equal(idleFilter('quickstartDevice', 'iotdm-1/response/'), undefined);
  });
});

describe('caughtKinds', () => {
  const cases: readonly (readonly [filter: string, kinds: readonly KindName[]])[] = [
    ['iot-2/cmd/+/fmt/+', ['device.command']],
    ['iot-2/type/+/id/i/evt/+/fmt/+', ['gateway.event', 'app.event']],
    ['iot-2/type/+/id/+/mon', ['mon.device']],
    ['iot-2/thing/type/+/id/+/err/data', ['state.error']],
    ['iotdm-1/mgmt/initiate/firmware/+', ['dm.firmwareDownload', 'dm.firmwareUpdate']],
    ['iotdm-1/type/t/id/i/observe', ['dm.observe']],
    ['iotdm-1/response/', []],
    ['', []],
  ];
  for (const [filter, kinds] of cases) {
    it(`of ${JSON.stringify(filter)}`, () => {
      assert.deepEqual(
        caughtKinds(filter).map(({ kind }) => kind.name),
        kinds,
      );
    });
  }

  it('has every kind with a topic in "#", once', () => {
    assert.deepEqual(
      caughtKinds('#').map(({ kind }) => kind),
      catalog.filter(({ topic }) => topic !== undefined),
    );
  });

  it('tells the free levels that the filter fixes', () => {
    assert.deepEqual(caughtKinds('iot-2/type/t/id/+/cmd/reset/fmt/+')[0]?.parts, { typeId: 't', commandId: 'reset' });
  });

  it('agrees with what MQTT says a filter catches', () => {
    const parts = {
      eventId: 'e',
      commandId: 'c',
      format: 'f',
      typeId: 't',
      deviceId: 'i',
      appId: 'a',
      interfaceId: 'l',
      ruleId: 'r',
      bundleId: 'b',
      actionId: 'x',
    };
    const withTopic = catalog.filter(({ name, topic }) => topic !== undefined && !name.startsWith('dm.'));
    fc.assert(
      fc.property(
        fc.constantFrom(...withTopic),
        fc.infiniteStream(fc.constantFrom('keep', 'keep', '+', 'other')),
        fc.option(fc.nat(9)),
        (kind, choices, end) => {
          const topic = buildTopic(kind.name, parts);
          const levels = topic.split('/').map((level) => {
            const choice = choices.next().value;
            return choice === 'keep' ? level : choice;
          });
          const filter = (end === null ? levels : [...levels.slice(0, end), '#']).join('/');
          if (filterMatches(filter, topic))
            assert.ok(
              caughtKinds(filter).some((match) => match.kind === kind),
              `${filter} ${topic}`,
            );
        },
      ),
    );
  });
});
