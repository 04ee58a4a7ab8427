import { deviceOf } from '../../../transcript/conversation/exchange.ts';
import { payloadAt } from '../../store/chunk.ts';
import { fromFlags } from '../../store/flags.ts';
import type { TrafficArchive } from '../../store/trafficArchive.ts';
import type { ClientDelivery } from './clientDeliveries.ts';
import { KindFinder } from './kindFinder.ts';
import type { PairedMessage } from './pairing.ts';

/** Requests that were open longer ago than so many rows are taken for unanswered. */
const lastRows = 10_000;

/** A request or an answer as it was stored. */
export interface LastPair extends PairedMessage, ClientDelivery {
  readonly seq: number;
  /** It is another delivery of one that the log has. */
  readonly again: boolean;
}

/** The last messages of an archive that are requests or answers, in their order. */
export function* lastPairs(archive: TrafficArchive): Generator<LastPair> {
  const { first, end } = archive.extent;
  const from = Math.max(first, end - lastRows);
  const details = archive.details(from, end);
  const kinds = new KindFinder();
  for (const chunk of archive.chunks(from, end)) {
    const { first: start, count, times, flags, origins } = chunk;
    for (let seq = Math.max(from, start); seq < start + count; seq++) {
      const { reqId, rc } = details.get(seq) ?? {};
      if (reqId === undefined) continue;
      const at = seq - start;
      const { clientId, topic } = archive.origin(origins[at] ?? 0);
      const match = kinds.find(topic, clientId);
      if (match === undefined) continue;
      const { kind } = match;
      yield {
        ...fromFlags(flags[at] ?? 0),
        seq,
        time: times[at] ?? 0,
        clientId,
        topic,
        device: deviceOf(match),
        kind,
        reqId,
        rc,
        // Read only when it is asked for.
        get payload() {
          return payloadAt(chunk, at);
        },
      };
    }
  }
}
