import type { ConnectionAttempt } from '../../rpc/board/attempt.ts';
import type { NewDevice } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { forgetOldest } from '../forgetOldest.ts';
import { Listeners } from '../listeners.ts';
import type { Link } from '../ports/link.ts';
import type { StoredToken } from '../registry/secrets.ts';

/** A device that was refused only because it is not registered, with the hash of the token that it sent. */
export interface Registrable {
  readonly device: NewDevice;
  readonly token: StoredToken;
  /** The organisation that it names, where that is none that is served. */
  readonly org?: string;
}

/** How many connections are remembered. */
const mostAttempts = 50;

/** How many hashes of tokens are kept; none for longer than that, because they are worth guessing at. */
const mostRegistrable = 20;

/** Who tried to connect of late and how far each came, for somebody who waits for a board. */
export class Attempts {
  readonly #clock: Clock;
  readonly #told = new Listeners<[attempt: ConnectionAttempt]>();
  /** The earliest first, by connection. */
  readonly #recent = new Map<string, ConnectionAttempt>();
  readonly #registrable = new Map<string, Registrable>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tells `reader` whenever an attempt gets further; the result stops that. */
  follow(reader: (attempt: ConnectionAttempt) => void): () => void {
    return this.#told.add(reader);
  }

  /** A connection got this far. */
  arrived(link: Link, stage: 'tcp' | 'tls' | 'http' | 'webSocket'): void {
    this.#note(link, { stage });
  }

  accepted(link: Link, clientId: string): void {
    this.#note(link, { stage: 'accepted', clientId });
  }

  /** Refused. `clientId` is empty when it is not known. */
  refused(link: Link, clientId: string, why: Refusal, registrable?: Registrable): void {
    if (registrable !== undefined) {
      this.#registrable.set(link.id, registrable);
      forgetOldest(this.#registrable, mostRegistrable);
    }
    this.#note(link, {
      stage: 'refused',
      ...(clientId === '' ? {} : { clientId }),
      ...endOf(why),
      ...(registrable === undefined ? {} : { registrable: registrable.device }),
    });
  }

  /** A connection that had been accepted ended. One that was made long ago is no attempt any more. */
  closed(link: Link, why: Refusal): void {
    if (this.#recent.has(link.id)) this.#note(link, { stage: 'closed', ...endOf(why) });
  }

  /** The latest first. */
  recent(): readonly ConnectionAttempt[] {
    return [...this.#recent.values()].toReversed();
  }

  /** What a refused connection would have been registered as. @throws Refusal when it is no longer known, or could not be registered. */
  registrable(connection: string): Registrable {
    const found = this.#registrable.get(connection);
    if (found !== undefined) return found;
    throw new Refusal('The attempt is no longer known, or was not refused for want of registration only.', {
      rule: `the tokens of the last ${mostRegistrable} unregistered devices are kept`,
      advice: 'Let the device try again.',
      code: 404,
    });
  }

  #note(link: Link, change: Pick<ConnectionAttempt, 'stage'> & Partial<ConnectionAttempt>): void {
    const { id: connection, peer, host, port, secure } = link;
    const before = this.#recent.get(connection) ?? { connection, time: this.#clock.now(), peer, host, port, secure };
    const attempt: ConnectionAttempt = { ...before, ...change };
    this.#recent.set(connection, attempt);
    forgetOldest(this.#recent, mostAttempts);
    this.#told.tell(attempt);
  }
}

function endOf({ code, message, advice }: Refusal): Partial<ConnectionAttempt> {
  return { ...(code === undefined ? {} : { code }), reason: message, advice };
}
