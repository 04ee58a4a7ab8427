import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { lintJudge } from '../../../../src/platform/judge.ts';
import { Platform } from '../../../../src/platform/platform.ts';
import { identify } from '../../../../src/platform/store/identity.ts';
import { SqliteStorage } from '../../../../src/platform/store/sqliteStorage.ts';
import { bringUpToDate } from '../../../../src/platform/store/versions.ts';
import { cannotWrite } from '../../../../src/platform/store/writeBatch.ts';
import { systemClock } from '../../../../src/rpc/node/clock.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';
import { rest } from '../../../support/platform/restClient.ts';
import { apiKey, deviceToken, org } from '../../../support/platform/testPlatform.ts';

/** A platform whose data the test can get at. @returns its port. */
async function startOn(t: TestContext, storage: SqliteStorage): Promise<number> {
  storage.registry.addDevice({ typeId: 'sensor', deviceId: 'one' }, deviceToken);
  storage.registry.setApiKey(apiKey.key, apiKey.token);
  const platform = new Platform({ storage, judge: lintJudge, clock: systemClock, failed: (error) => assert.ifError(error) });
  const { port } = await platform.listen('127.0.0.1', { port: 0, orAnother: false });
  t.after(() => platform.close());
  return port;
}

function newDatabase(t: TestContext): DatabaseSync {
  const database = new DatabaseSync(join(temporaryFolder(t), 'platform.db'));
  bringUpToDate(database);
  return database;
}

test('when nothing can be stored, a change is refused with 507 and the reason, and what only reads goes on', async (t) => {
  const database = newDatabase(t);
  const port = await startOn(t, new SqliteStorage(database, identify(database, org)));
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
  database.exec(`PRAGMA max_page_count = ${pages}`);
  const body = { id: 'large', metadata: { text: 'x'.repeat(300_000) } };
  const refused = await rest({ port }, 'POST /device/types', { body });
  assert.equal(refused.status, 507, refused.text);
  assert.match((refused.json as { message: string }).message, /cannot write its data/);
  assert.equal((await rest({ port }, 'GET /device/types/large')).status, 404);
  assert.equal((await rest({ port }, 'GET /device/types/sensor')).status, 200);
});

test('when it turns out only before the answer that nothing can be stored, the answer is 507 as well', async (t) => {
  class FullStorage extends SqliteStorage {
    full = false;

    override commit(): void {
      if (this.full) throw cannotWrite(new Error('the disk is full'));
      super.commit();
    }
  }
  const database = newDatabase(t);
  const storage = new FullStorage(database, identify(database, org));
  const port = await startOn(t, storage);
  storage.full = true;
  const refused = await rest({ port }, 'GET /device/types');
  storage.full = false;
  assert.deepEqual(
    [refused.status, (refused.json as { message: string }).message],
    [507, 'The platform cannot write its data: the disk is full.'],
  );
});
