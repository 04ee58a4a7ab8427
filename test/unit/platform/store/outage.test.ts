import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { lintJudge } from '../../../../src/platform/judge.ts';
import { Platform } from '../../../../src/platform/platform.ts';
import { identify } from '../../../../src/platform/store/identity.ts';
import { SqliteStorage } from '../../../../src/platform/store/sqliteStorage.ts';
import { bringUpToDate } from '../../../../src/platform/store/versions.ts';
import { systemClock } from '../../../../src/rpc/node/clock.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';
import { apiKey, asApplication, asDevice, deviceToken, org, TestPlatform } from '../../../support/platform/testPlatform.ts';

const event = 'iot-2/evt/status/fmt/json';
const command = 'iot-2/type/sensor/id/two/cmd/c/fmt/json';

test('when nothing can be stored, who relies on it gets no acknowledgement, and everybody else goes on', async (t) => {
  const database = new DatabaseSync(join(temporaryFolder(t), 'platform.db'));
  database.exec('PRAGMA journal_mode = WAL');
  bringUpToDate(database);
  const storage = new SqliteStorage(database, identify(database, org));
  for (const deviceId of ['one', 'two']) storage.registry.addDevice({ typeId: 'sensor', deviceId }, deviceToken);
  storage.registry.setApiKey(apiKey.key, apiKey.token);
  const defects: Error[] = [];
  const failed = (error: unknown): void => void defects.push(error as Error);
  const platform = new Platform({ storage, judge: lintJudge, clock: systemClock, failed });
  const { port } = await platform.listen('127.0.0.1', { port: 0, orAnother: false });
  const started = new TestPlatform(platform, storage.registry, port, defects);
  t.after(() => platform.close());
  const durable = { ...asApplication('a:abc123:durable'), clean: false };
  const keeper = await started.connect(durable);
  await keeper.subscribe('iot-2/type/+/id/one/evt/+/fmt/+', 1);
  keeper.socket.destroy();
  await started.event('connection.closed', durable.clientId);
  const other = await started.connect(asApplication());
  await other.subscribe('iot-2/type/+/id/two/evt/+/fmt/+', 1);
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
  database.exec(`PRAGMA max_page_count = ${pages}`);

  // The first message finds the disk full when it is written, the second before.
  for (const attempt of ['first', 'second']) {
    const unlucky = await started.connect(asDevice('one'));
    unlucky.publish(event, Buffer.alloc(50_000), { qos: 1 });
    await unlucky.closed;
    assert.deepEqual(unlucky.packets, [], `${attempt}: neither PUBACK nor anything else`);
  }
  const closed = started.records.filter(
    ({ event: what, clientId }) => what?.kind === 'connection.closed' && clientId === asDevice('one').clientId,
  );
  assert.deepEqual(
    closed.map(({ event: what }) => [what?.code, /cannot write its data/.test(what?.reason ?? '')]),
    [
      [92, true],
      [92, true],
    ],
  );
  assert.deepEqual(
    defects.map(({ message }) => message),
    ['The platform cannot write its data: database or disk is full.'],
  );

  const lucky = await started.connect(asDevice('two'));
  await lucky.subscribe('iot-2/cmd/+/fmt/+', 1);
  lucky.publish(event, 'goes on', { qos: 1 });
  await lucky.next('puback');
  assert.equal(String((await other.next('publish')).payload), 'goes on');
  other.publish(command, 'this too', { qos: 1 });
  assert.equal(String((await lucky.next('publish')).payload), 'this too');

  database.exec('PRAGMA max_page_count = 100000');
  const again = await started.connect(asDevice('two'));
  for (;;) {
    try {
      storage.packages.save('probe', '');
      break;
    } catch {
      await again.settled();
    }
  }
  const back = await started.connect(durable);
  assert.equal((await back.next('publish')).payload.length, 50_000, 'what was not acknowledged may come all the same');
});
