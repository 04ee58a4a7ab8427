import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Router } from '../../../../src/platform/routing/router.ts';
import { Session } from '../../../../src/platform/routing/session.ts';
import { Sessions } from '../../../../src/platform/routing/sessions.ts';
import { Subscriptions } from '../../../../src/platform/routing/subscriptions.ts';
import { openDatabase } from '../../../../src/platform/store/database.ts';
import { identify } from '../../../../src/platform/store/identity.ts';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { SqliteStorage } from '../../../../src/platform/store/sqliteStorage.ts';
import type { Storage } from '../../../../src/platform/store/storage.ts';
import type { Qos } from '../../../../src/wiotp/message.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { Pad } from '../../../support/platform/pad.ts';

const traits = { clientId: 'd:abc123:sensor:one', durable: true, window: 3 };
const filters = ['iot-2/type/sensor/id/one/cmd/+/fmt/+', 'iotdm-1/type/sensor/id/one/#'];
const topics = ['iot-2/type/sensor/id/one/cmd/c/fmt/txt', 'iotdm-1/type/sensor/id/one/response'];

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ what: fc.constant('deliver' as const), topic: fc.constantFrom(...topics), qos: fc.constantFrom<Qos>(0, 1, 2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('settle' as const),
      type: fc.constantFrom('puback', 'pubrec', 'pubcomp'),
      at: fc.nat({ max: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('receive' as const, 'pubrel' as const), at: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('attach' as const, 'detach' as const, 'drop' as const) }) },
);

/** What a client would see that comes back now. */
function seen(session: Session): unknown {
  const pad = new Pad();
  session.detach();
  session.attach(pad);
  // Everything that waits comes when everything is acknowledged.
  for (let at = 0; at < pad.published.length; at++) session.settle({ type: 'puback', packetId: pad.published[at]!.packetId });
  // Only what is sent again has a packet ID that counts.
  const published = pad.published.map(({ text, qos, dup, packetId }) => [text, qos, dup, dup ? packetId : 0]);
  return { published, settled: pad.settled, news: [1, 2, 3].map((packetId) => session.isNew(packetId)), losses: session.takeLosses() };
}

test('whatever happens to a session, the one that is restored does the same', () => {
  fc.assert(
    fc.property(fc.array(step, { size: 'large', maxLength: 400 }), (steps) => {
      const storage = openStorage();
      const clock = new FakeClock();
      const session = new Session(traits, { keeper: storage.sessions.create(traits), clock });
      for (const filter of filters) session.subscribed(filter, 2);
      const pad = new Pad();
      for (const [number, one] of steps.entries()) {
        if (one.what === 'deliver')
          session.deliver({ topic: one.topic, payload: Buffer.from(number % 7 === 0 ? '' : String(number)), qos: one.qos }, 2);
        else if (one.what === 'attach') session.attach(pad);
        else if (one.what === 'detach') session.detach();
        else if (one.what === 'receive') session.isNew(one.at);
        else if (one.what === 'pubrel') session.settle({ type: 'pubrel', packetId: one.at });
        else if (one.what === 'drop') session.unsubscribed(filters[1]!);
        else if (one.what === 'settle') session.settle({ type: one.type, packetId: pad.published.at(-1 - one.at)?.packetId ?? 1 });
      }
      // Writes that may be lost for a second wait for the next that may not.
      storage.packages.save('p', '');
      storage.commit();
      const [stored] = storage.sessions.load();
      assert.ok(stored);
      const restored = new Session(stored.traits, { keeper: stored.keeper, clock });
      restored.restore(stored);
      assert.deepEqual(seen(restored), seen(session));
      assert.deepEqual(stored.traits, traits);
    }),
    { numRuns: 60 },
  );
});

function begin(storage: Storage, clock = new FakeClock()) {
  const subscriptions = new Subscriptions();
  const sessions = new Sessions(subscriptions, storage.sessions, clock);
  sessions.restore();
  return { subscriptions, sessions };
}

test('sessions, their subscriptions and groups are there after a restart', (t) => {
  const path = temporaryFolder(t);
  const before = openStorage(path);
  const { sessions, subscriptions } = begin(before);
  const shared = { clientId: 'A:abc123:app:1', durable: true, window: 2000, group: 'A:abc123:app' };
  subscriptions.add(sessions.open(traits).session, filters[0]!, 1);
  subscriptions.add(sessions.open(traits).session, filters[1]!, 1);
  subscriptions.remove(sessions.open(traits).session, filters[1]!);
  subscriptions.add(sessions.open(shared).session, filters[0]!, 2);
  subscriptions.add(sessions.open({ ...traits, clientId: 'd:abc123:sensor:two', durable: false }).session, filters[0]!, 2);
  before.close();
  const after = openStorage(path);
  const again = begin(after);
  assert.deepEqual(
    again.subscriptions.match(topics[0]!).map(({ sessions: of, qos }) => [of[0]?.traits, qos]),
    [
      [traits, 1],
      [shared, 2],
    ],
  );
  assert.deepEqual(again.subscriptions.match(topics[1]!), []);
  assert.deepEqual(again.sessions.open(traits).present, true);
  after.close();
});

test('a session that ends leaves nothing behind', (t) => {
  const path = temporaryFolder(t);
  const before = openStorage(path);
  const { sessions, subscriptions } = begin(before);
  const { session } = sessions.open(traits);
  subscriptions.add(session, filters[0]!, 1);
  session.attach(new Pad());
  for (let at = 0; at < 10; at++) session.deliver({ topic: topics[0]!, payload: Buffer.from('x'), qos: 1 }, 1);
  session.isNew(7);
  assert.equal(sessions.open({ ...traits, durable: false }).present, false);
  before.close();
  const after = openStorage(path);
  assert.deepEqual([...after.sessions.load()], []);
  const { session: fresh, present } = begin(after).sessions.open(traits);
  const pad = new Pad();
  fresh.attach(pad);
  assert.deepEqual([present, pad.published, fresh.isNew(7)], [false, [], true]);
  after.close();
});

const hour = 3_600_000;
const tooOld = (count: number): string => `Of the messages that came while the client was away, ${count} grew too old.`;
for (const [name, ms, kept, losses] of [
  ['just before 24 hours have passed, everything', 24 * hour - 1, ['event', 'command'], undefined],
  ['after 24 hours, no events', 24 * hour, ['command'], tooOld(1)],
  ['just before 48 hours have passed, commands', 48 * hour - 1, ['command'], tooOld(1)],
  ['after 48 hours, nothing', 48 * hour, [], tooOld(2)],
] as const) {
  test(`a client that comes back gets, ${name}`, (t) => {
    const path = temporaryFolder(t);
    const clock = new FakeClock();
    const client = { ...traits, clientId: 'a:abc123:app' };
    const before = openStorage(path);
    const { session } = begin(before, clock).sessions.open(client);
    // The names of types and commands decide nothing.
    session.deliver({ topic: 'iot-2/type/cmd/id/one/evt/cmd/fmt/txt', payload: Buffer.from('event'), qos: 1 }, 1);
    session.deliver({ topic: 'iot-2/type/evt/id/one/cmd/evt/fmt/txt', payload: Buffer.from('command'), qos: 1 }, 1);
    before.close();
    const after = openStorage(path);
    const again = begin(after, clock).sessions.open(client).session;
    clock.advance(ms);
    const pad = new Pad();
    again.attach(pad);
    assert.deepEqual([pad.texts, again.takeLosses()], [kept, losses]);
    after.close();
  });
}

test('a device keeps 50 messages of each subscription, an application 50,000 in all', () => {
  const storage = openStorage();
  const { sessions, subscriptions } = begin(storage);
  const [device, application] = [sessions.open(traits).session, sessions.open({ ...traits, clientId: 'a:abc123:app' }).session];
  for (const session of [device, application]) {
    for (const filter of filters) subscriptions.add(session, filter, 1);
    session.detach();
    for (let at = 0; at < 60; at++) session.deliver({ topic: topics[at % 2]!, payload: Buffer.from(String(at)), qos: 1 }, 1);
  }
  for (let at = 60; at < 50_010; at++) {
    for (const session of [device, application]) session.deliver({ topic: topics[0]!, payload: Buffer.from(String(at)), qos: 1 }, 1);
  }
  const together = ', and 512 MB for all clients together';
  const limit = (messages: number): string => `at most ${messages} messages and 32 MB wait`;
  assert.equal(
    device.takeLosses(),
    `Of the messages that came while the client was away, 49930 were dropped, because ${limit(50)} for each subscription${together}.`,
  );
  assert.equal(
    application.takeLosses(),
    `Of the messages that came while the client was away, 10 were dropped, because ${limit(50_000)}${together}.`,
  );
  const pad = new Pad();
  device.attach(pad);
  assert.deepEqual(pad.texts, ['1', '3', '5'], 'the oldest of the subscription that was not flooded');
  storage.close();
});

test('a client that is away fills 32 MB at most', () => {
  const storage = openStorage();
  const { session } = begin(storage).sessions.open({ ...traits, clientId: 'a:abc123:app' });
  session.detach();
  for (let at = 0; at < 300; at++) session.deliver({ topic: topics[0]!, payload: Buffer.alloc(131_072), qos: 1 }, 1);
  assert.match(session.takeLosses() ?? '', /, 45 were dropped/);
  storage.close();
});

test('a publication is stored once for all sessions, and goes with the last that delivers it', () => {
  const database = openDatabase(undefined);
  const storage = new SqliteStorage(database, identify(database, undefined));
  const { sessions, subscriptions } = begin(storage);
  const all = Array.from({ length: 10 }, (_, at) => sessions.open({ ...traits, clientId: `a:abc123:${at}` }).session);
  for (const session of all) subscriptions.add(session, filters[0]!, 2);
  const router = new Router(subscriptions);
  const lane = router.lane(topics[0]!);
  for (const size of [130_000, 100_000, 0]) router.route(lane, Buffer.alloc(size), 2);
  const stored = (): number => {
    storage.commit();
    return Number(database.prepare('SELECT total(length(payload)) AS bytes FROM publications').get()?.['bytes']);
  };
  assert.equal(stored(), 230_000);
  const loaded = [...storage.sessions.load()].map(({ messages }) => messages.map(({ publication }) => publication));
  assert.equal(new Set(loaded.flat()).size, 3, 'they share it again after a restart');
  for (const session of all.slice(1)) {
    const pad = new Pad();
    session.attach(pad);
    for (const { packetId } of pad.published) session.settle({ type: 'puback', packetId });
  }
  assert.equal(stored(), 230_000);
  all[0]!.attach(new Pad());
  all[0]!.settle({ type: 'pubrec', packetId: 1 });
  assert.equal(stored(), 100_000);
  sessions.forget(all[0]!.traits.clientId);
  assert.equal(stored(), 0);
  assert.equal(database.prepare('SELECT count(*) AS n FROM publications').get()?.['n'], 0);
});
