import type { StoredPartner } from '../../../store/storedMessage.ts';
import type { TrafficArchive } from '../../../store/trafficArchive.ts';
import type { TrafficRow } from './trafficRow.ts';

/** The number of no row: a partner that was not exported. */
const nowhere = 0;

/**
 * Puts rows from a file into an archive, which numbers them without gaps, and joins requests and answers by their new numbers.
 * A partner that is not in the file keeps only its kind and how long it took.
 */
export class PairedRows {
  readonly #archive: TrafficArchive;
  /** Requests whose answers are still to come, by their numbers in the file. */
  readonly #requests = new Map<number, { readonly seq: number; readonly rc: number | undefined; readonly partner: StoredPartner }>();
  count = 0;

  constructor(archive: TrafficArchive) {
    this.#archive = archive;
  }

  add({ seq: old, partner, ...message }: TrafficRow): void {
    this.count++;
    const request = partner === undefined ? undefined : this.#requests.get(partner.seq);
    const seq = this.#archive.append({
      ...message,
      partner: partner === undefined ? undefined : { ...partner, seq: request?.seq ?? nowhere },
    });
    if (partner === undefined) return;
    if (request === undefined) this.#requests.set(old, { seq, rc: message.rc, partner });
    else if (request.partner.seq === old) {
      this.#requests.delete(partner.seq);
      this.#archive.link({ request: request.seq, answer: { ...request.partner, seq }, rc: request.rc });
    }
  }
}
