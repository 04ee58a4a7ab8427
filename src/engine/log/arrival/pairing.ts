import type { Partner } from '../../../rpc/log/traffic.ts';
import type { CatalogKind } from '../../../wiotp/catalog.ts';
import { catalog } from '../../../wiotp/catalog.ts';
import type { LoggedMessage } from '../../store/storedMessage.ts';
import { OldestFirst } from './oldestFirst.ts';

/** What pairing looks at. */
export interface PairedMessage extends Pick<LoggedMessage, 'at' | 'clientId' | 'time'> {
  readonly kind: CatalogKind;
  /** The device behind a gateway that the topic names; empty for the client itself. */
  readonly device: string;
  readonly reqId: string;
  /** An answer's, where it has one. */
  readonly rc?: number | undefined;
}

/** The request that an answer belongs to. */
export interface FoundRequest extends Partner {
  readonly kind: CatalogKind;
}

/** A request that waits for its answer. */
type OpenRequest = Pick<PairedMessage, 'kind' | 'time'> & { readonly seq: number };

/** Requests that nobody answers are forgotten, the oldest first, when there are more of them than this under different reqIds. */
const mostOpen = 10_000;
/** So many wait under one reqId. */
const mostAlike = 8;

const answers = new Set<string>(catalog.flatMap((kind) => kind.answer?.kind ?? []));

/**
 * Joins requests and answers of one device by reqId and by the way they go. Platforms use a reqId again, even for another request, so
 * several can be open under one: the answer belongs to the latest of those that its rc may answer, or else to the latest [D-mqtt, D-dm].
 */
export class Pairing {
  readonly #open = new OldestFirst<string, readonly OpenRequest[]>();

  /** Takes a message in its order, of this run or an earlier one; for an answer gives its request, if that is known. */
  take(seq: number, message: PairedMessage): FoundRequest | undefined {
    const { kind, time } = message;
    if (kind.answer !== undefined) {
      this.#opened(keyOf(message, kind.answer.kind), { seq, time, kind });
      return undefined;
    }
    if (!answers.has(kind.name)) return undefined;
    const key = keyOf(message, kind.name);
    const open = this.#open.get(key) ?? [];
    const request = open.findLast((one) => mayAnswer(message.rc, one.kind)) ?? open.at(-1);
    if (request === undefined) return undefined;
    if (open.length === 1) this.#open.delete(key);
    else
      this.#open.set(
        key,
        open.filter((one) => one !== request),
      );
    return { seq: request.seq, ms: time - request.time, kind: request.kind };
  }

  /** Forgets all requests. */
  clear(): void {
    this.#open.clear();
  }

  #opened(key: string, request: OpenRequest): void {
    // A request that is sent again takes the place of the one before.
    const others = (this.#open.get(key) ?? []).filter(({ kind }) => kind !== request.kind);
    this.#open.set(key, [...others, request].slice(-mostAlike));
    const { oldest } = this.#open;
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest.key);
  }
}

function mayAnswer(rc: number | undefined, { answer }: CatalogKind): boolean {
  return rc !== undefined && (answer?.codes.some((code) => code.rc === rc) ?? false);
}

/** The answer's kind says which way the pair goes. */
function keyOf({ at, clientId, device, reqId }: PairedMessage, answerKind: string): string {
  return `${at} ${answerKind} ${clientId} ${device} ${reqId}`;
}
