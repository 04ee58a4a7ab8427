import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newProfile } from '../../../../src/profiles/newProfile.ts';
import type { ConnectionProfile, ProfileClient, Target } from '../../../../src/profiles/profile.ts';
import type { SessionState } from '../../../../src/rpc/session/sessionState.ts';
import { topicAllowed } from '../../../../src/wiotp/topics/topicRules.ts';
import type { Draft } from '../../../../src/workbench/publish/draft.ts';
import { canTake, draftTopic, possibleQos, publisherOf, type MessageSort } from '../../../../src/workbench/publish/publisher.ts';
import { recentFor } from '../../../../src/workbench/publish/recentFor.ts';

const device: ProfileClient = { sender: 'device', typeId: 'lamp', deviceId: 'l-1' };
const gateway: ProfileClient = { sender: 'gateway', typeId: 'gw', deviceId: 'g-1' };
const application: ProfileClient = { sender: 'application', apiKey: '', appId: 'app', shared: false };
const behind = { typeId: 'lamp', deviceId: 'l-2' };

function profile(client: ProfileClient, target: Target = { kind: 'embedded' }): ConnectionProfile {
  return newProfile({ id: 'p', name: 'p', client, target, org: '' });
}

function session(phase: SessionState['phase']): SessionState {
  return { phase } as SessionState;
}

function draft(more: Partial<Draft> = {}): Draft {
  return { name: 'status', format: 'json', payload: '{}', qos: 0, ...more };
}

describe('the topic of a message', () => {
  const topics: readonly (readonly [ProfileClient, MessageSort, Partial<Draft>, string | undefined])[] = [
    [device, 'event', {}, 'iot-2/evt/status/fmt/json'],
    // A device speaks for itself only, whatever a draft says.
    [device, 'event', { device: behind }, 'iot-2/evt/status/fmt/json'],
    [gateway, 'event', {}, 'iot-2/type/gw/id/g-1/evt/status/fmt/json'],
    [gateway, 'event', { device: behind, format: 'bin' }, 'iot-2/type/lamp/id/l-2/evt/status/fmt/bin'],
    [application, 'event', { device: behind }, 'iot-2/type/lamp/id/l-2/evt/status/fmt/json'],
    [application, 'command', { device: behind, name: 'blink' }, 'iot-2/type/lamp/id/l-2/cmd/blink/fmt/json'],
    [application, 'event', {}, undefined],
  ];
  for (const [client, sort, more, topic] of topics) {
    it(`of ${client.sender}: ${topic ?? 'none without a device'}`, () => {
      const publisher = publisherOf(profile(client), session('connected'));
      assert.equal(draftTopic(publisher, sort, draft(more)), topic);
      if (topic !== undefined) assert.ok(topicAllowed(publisher.user, 'publish', topic), 'the platform takes it');
    });
  }
});

describe('what a connection can take', () => {
  const quickstart: Target = { kind: 'quickstart' };
  const rows = [
    ['connected', { kind: 'embedded' }, true, [0, 1, 2]],
    ['waiting', { kind: 'embedded' }, true, [1, 2]],
    ['connecting', { kind: 'embedded' }, false, [1, 2]],
    ['closed', { kind: 'embedded' }, false, [1, 2]],
    ['connected', quickstart, true, [0]],
    ['waiting', quickstart, false, [0]],
  ] as const;
  for (const [phase, target, takes, qos] of rows) {
    it(`${phase}, ${target.kind}: ${takes ? `QoS ${qos.join(', ')}` : 'nothing'}`, () => {
      assert.equal(canTake(profile(device, target), session(phase)), takes);
      assert.deepEqual(possibleQos(publisherOf(profile(device, target), session(phase))), qos);
    });
  }

  it('is nothing without a session', () => assert.equal(canTake(profile(device), undefined), false));
});

describe('what was sent before', () => {
  const all = [
    draft({ name: 'old' }),
    draft({ name: 'gateway', sender: 'gateway' }),
    draft({ name: 'xml', format: 'xml', sender: 'device' }),
    draft({ name: 'nobody', sender: 'application' }),
    draft({ name: 'app', sender: 'application', device: behind }),
  ];
  const rows = [
    [device, { kind: 'embedded' }, ['old', 'xml']],
    [device, { kind: 'quickstart' }, ['old']],
    [gateway, { kind: 'embedded' }, ['gateway']],
    [application, { kind: 'embedded' }, ['app']],
  ] as const;
  for (const [client, target, names] of rows) {
    it(`can be sent again by ${client.sender}, ${target.kind}: ${names.join(', ')}`, () => {
      const found = recentFor(publisherOf(profile(client, target), session('connected')), 'event', all);
      assert.deepEqual(
        found.map(({ name }) => name),
        names,
      );
    });
  }
});
