// A process that fills the log in the folder it is given and deletes from it again in one way, and tells before each time where
// the log ends, until somebody kills it.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { prepareSchema } from '../../../../src/engine/store/schema.ts';
import { TrafficArchive } from '../../../../src/engine/store/trafficArchive.ts';
import { TrafficStore } from '../../../../src/engine/store/trafficStore.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

/** What is done again and again: pruning, clearing a file, or clearing by deleting a file that cannot be written. */
export type Deletion = 'prune' | 'clear' | 'delete';

const [folder = '', deletion] = process.argv.slice(2) as [string?, Deletion?];
const file = join(folder, 'traffic.db');
const filling = 'x'.repeat(1_000);

function open() {
  const db = new DatabaseSync(file);
  prepareSchema(db);
  const store = new TrafficStore(db);
  const clock = new FakeClock();
  return { db, clock, archive: new TrafficArchive({ store, state: { file } }, { clock, moved: () => undefined }) };
}

function fillAndDelete(): void {
  const { db, clock, archive } = open();
  for (let at = 0; at < 3_000; at++) archive.append(logged({ payload: bytesOf({ seq: archive.end, filling }) }));
  clock.advance(100);
  if (deletion === 'delete') db.exec('PRAGMA query_only = 1');
  if (deletion === 'prune') archive.retain({ megabytes: 1, days: 100_000 });
  process.send?.(archive.end);
  if (deletion === 'prune') clock.advance(1_000);
  else archive.clear();
  archive.close();
  setImmediate(fillAndDelete);
}

process.once('disconnect', () => process.exit());
fillAndDelete();
