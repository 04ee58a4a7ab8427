import type { Partner } from '../../rpc/traffic.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import { catalog } from '../../wiotp/catalog.ts';
import type { LoggedMessage } from '../store/storedMessage.ts';

/** What pairing looks at. */
export interface PairedMessage extends Pick<LoggedMessage, 'at' | 'clientId' | 'time'> {
  readonly kind: CatalogKind;
  readonly reqId: string;
}

/** The request that an answer belongs to. */
export interface FoundRequest extends Partner {
  readonly kind: CatalogKind;
}

/** A request that waits for its answer. */
type OpenRequest = Pick<PairedMessage, 'kind' | 'time'> & { readonly seq: number };

/** Requests that nobody answers are forgotten, the oldest first, when there are more than this. */
const mostOpen = 10_000;

const answers = new Set<string>(catalog.flatMap((kind) => kind.answer?.kind ?? []));

/**
 * Joins requests and answers of one client by reqId. Platforms use a reqId again, even for another request, so an
 * answer belongs to the latest request that is still open [D-mqtt, D-dm].
 */
export class Pairing {
  readonly #open = new Map<string, OpenRequest>();

  /** Takes a message in its order, of this run or an earlier one; for an answer gives its request, if that is known. */
  take(seq: number, message: PairedMessage): FoundRequest | undefined {
    const { kind, time } = message;
    if (kind.answer !== undefined) {
      this.#opened(keyOf(message, kind.answer.kind), { seq, time, kind });
      return undefined;
    }
    if (!answers.has(kind.name)) return undefined;
    const key = keyOf(message, kind.name);
    const request = this.#open.get(key);
    this.#open.delete(key);
    return request === undefined ? undefined : { seq: request.seq, ms: time - request.time, kind: request.kind };
  }

  /** Forgets all requests. */
  clear(): void {
    this.#open.clear();
  }

  #opened(key: string, request: OpenRequest): void {
    this.#open.delete(key);
    this.#open.set(key, request);
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
  }
}

/** The answer's kind says which way the pair goes. */
function keyOf({ at, clientId, reqId }: PairedMessage, answerKind: string): string {
  return `${at} ${answerKind} ${clientId} ${reqId}`;
}
