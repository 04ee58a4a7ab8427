// A process that appends to the log in the folder it is given, and tells after each flush how many messages are
// written, until somebody kills it.
import { openStore } from '../../../../src/engine/store/openStore.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';

const opened = openStore(process.argv[2]);
const perFlush = 200;

function appendSome(): void {
  const { store } = opened;
  for (let at = 0; at < perFlush; at++) store.append(logged({ payload: bytesOf({ seq: store.extent.end }) }));
  store.flush();
  // Half of what is written is deleted again, when there is much of it.
  const tooMany = store.extent.end - store.extent.first > 4_000;
  if (tooMany) store.drop(({ first }) => first < store.extent.end - 2_000);
  process.send?.(store.extent.end);
  setImmediate(appendSome);
}

process.once('disconnect', () => process.exit());
appendSome();
