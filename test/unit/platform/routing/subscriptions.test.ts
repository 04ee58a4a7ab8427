import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Session } from '../../../../src/platform/routing/session.ts';
import { Subscriptions } from '../../../../src/platform/routing/subscriptions.ts';
import { filterMatches } from '../../../../src/wiotp/topic.ts';

const names = fc.constantFrom('a', 'b');
const wild = fc.constantFrom('a', 'b', '+');
const topics = fc
  .tuple(names, names, fc.constantFrom('evt', 'cmd'), names)
  .map(([t, i, what, e]) => `iot-2/type/${t}/id/${i}/${what}/${e}/fmt/json`);
const filters = fc.oneof(
  fc.tuple(wild, wild, fc.constantFrom('evt', 'cmd'), wild).map(([t, i, what, e]) => `iot-2/type/${t}/id/${i}/${what}/${e}/fmt/+`),
  fc.constantFrom('iot-2/type/a/id/a/#', 'iot-2/app/a/mon'),
);
const step = fc.record({
  add: fc.boolean(),
  session: fc.integer({ min: 0, max: 3 }),
  filter: filters,
  qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
});

function newSession(clientId: string, group?: string): Session {
  return new Session({ clientId, durable: false, window: 10, ...(group === undefined ? {} : { group }) });
}

test('a topic reaches exactly the sessions with a matching filter, once each, with their highest QoS', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), topics, (steps, topic) => {
      const sessions = [0, 1, 2, 3].map((at) => newSession(`a:o:${at}`));
      const subscriptions = new Subscriptions();
      const plain = sessions.map(() => new Map<string, number>());
      for (const { add, session, filter, qos } of steps) {
        if (add) subscriptions.add(sessions[session]!, filter, qos);
        else subscriptions.remove(sessions[session]!, filter);
        if (add) plain[session]!.set(filter, qos);
        else plain[session]!.delete(filter);
      }
      const wanted = plain.flatMap((own, at) => {
        const matching = [...own].filter(([filter]) => filterMatches(filter, topic)).map(([, qos]) => qos);
        return matching.length === 0 ? [] : [[`a:o:${at}`, Math.max(...matching)]];
      });
      const found = subscriptions.match(topic).map(({ sessions: [session], qos }) => [session?.traits.clientId, qos]);
      assert.deepEqual(
        found.sort(([a = ''], [b = '']) => String(a).localeCompare(String(b))),
        wanted,
      );
      assert.deepEqual(
        sessions.map((session) => subscriptions.count(session)),
        plain.map((own) => own.size),
      );
    }),
  );
});

test('a dropped session gets nothing more', () => {
  const subscriptions = new Subscriptions();
  const session = newSession('a:o:app');
  for (const filter of ['iot-2/type/+/id/+/evt/+/fmt/+', 'iot-2/type/a/id/a/evt/+/fmt/+']) subscriptions.add(session, filter, 1);
  const { version } = subscriptions;
  subscriptions.drop(session);
  assert.deepEqual([subscriptions.match('iot-2/type/a/id/a/evt/e/fmt/json'), subscriptions.count(session)], [[], 0]);
  assert.notEqual(subscriptions.version, version);
});

test('sessions of one group are one target', () => {
  const subscriptions = new Subscriptions();
  const members = [newSession('A:o:app', 'app'), newSession('A:o:app', 'app')];
  for (const member of members) subscriptions.add(member, 'iot-2/type/+/id/+/evt/+/fmt/+', 1);
  const targets = subscriptions.match('iot-2/type/a/id/a/evt/e/fmt/json');
  assert.deepEqual(
    targets.map(({ sessions }) => sessions),
    [members],
  );
});

test('a gateway gets what is for itself and for its group, and the version tells when that changed', () => {
  const group = new Set<string>();
  const groups = {
    reaches: (gateway: string, device: { typeId: string; deviceId: string }) => gateway === 'g/1' && group.has(device.deviceId),
    version: 0,
  };
  const subscriptions = new Subscriptions(groups);
  const [gateway, app] = [newSession('g:o:g:1'), newSession('a:o:app')];
  for (const session of [gateway, app]) subscriptions.add(session, 'iot-2/type/+/id/+/cmd/+/fmt/+', 1);
  const topic = 'iot-2/type/t/id/i/cmd/c/fmt/json';
  const receivers = () => subscriptions.match(topic).map(({ sessions: [session] }) => session?.traits.clientId);
  assert.deepEqual(receivers(), ['a:o:app']);
  const { version } = subscriptions;
  group.add('i');
  groups.version++;
  assert.notEqual(subscriptions.version, version);
  assert.deepEqual(receivers(), ['g:o:g:1', 'a:o:app']);
  subscriptions.add(gateway, 'iot-2/app/x/mon', 1);
  assert.deepEqual(subscriptions.match('iot-2/app/x/mon').length, 1, 'what names no device is for whoever subscribed');
});
