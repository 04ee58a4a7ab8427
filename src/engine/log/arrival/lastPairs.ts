import { deviceOf } from '../../../transcript/conversation/exchange.ts';
import { fromFlags } from '../../store/flags.ts';
import type { TrafficArchive } from '../../store/trafficArchive.ts';
import { KindFinder } from './kindFinder.ts';
import type { PairedMessage } from './pairing.ts';

/** Requests that were open longer ago than so many rows are taken for unanswered. */
const lastRows = 10_000;

/** The last messages of an archive that are requests or answers, in their order, by number. */
export function* lastPairs(archive: TrafficArchive): Generator<readonly [seq: number, message: PairedMessage]> {
  const { first, end } = archive.extent;
  const from = Math.max(first, end - lastRows);
  const details = archive.details(from, end);
  const kinds = new KindFinder();
  for (const { first: start, count, times, flags, origins } of archive.chunks(from, end)) {
    for (let seq = Math.max(from, start); seq < start + count; seq++) {
      const { reqId, rc } = details.get(seq) ?? {};
      if (reqId === undefined) continue;
      const at = seq - start;
      const { clientId, topic } = archive.origin(origins[at] ?? 0);
      const match = kinds.find(topic, clientId);
      if (match === undefined) continue;
      const { kind } = match;
      yield [seq, { at: fromFlags(flags[at] ?? 0).at, clientId, device: deviceOf(match), time: times[at] ?? 0, kind, reqId, rc }];
    }
  }
}
