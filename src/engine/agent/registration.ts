import type { ServerAnswer } from '../../rpc/device/deviceRequest.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';

/** [PY] How long before a lifetime ends the device manages again, in seconds. */
const renewSeconds = 120;
/** How long after a Manage request that led to nothing the next one is sent, in milliseconds. */
const retryMs = 30_000;
/** Timers cannot be set for longer. */
const mostMs = 2 ** 31 - 1;

/** What a registration works with. */
export interface RegistrationOptions {
  readonly clock: Clock;
  /** It is time for a Manage request. */
  readonly renew: () => void;
  /** The lifetime ended: the device is dormant. */
  readonly lapsed: () => void;
}

/** Whether the platform takes a device for a managed one, and for how long. */
export class Registration {
  readonly #options: RegistrationOptions;
  #managed = false;
  #until: number | undefined;
  #renewal: Timer | undefined;

  constructor(options: RegistrationOptions) {
    this.#options = options;
  }

  get managed(): boolean {
    return this.#managed;
  }

  /** When the device becomes dormant, in milliseconds since the epoch; `undefined` for never. */
  get until(): number | undefined {
    return this.#until;
  }

  /** The platform accepted a Manage request with this lifetime, which is renewed in good time; 0 is for ever [D-dm]. */
  begin(lifetimeSeconds: number): void {
    this.end();
    this.#managed = true;
    if (!(lifetimeSeconds > 0)) return;
    const { clock, renew } = this.#options;
    this.#until = clock.now() + lifetimeSeconds * 1_000;
    const seconds = Math.max(lifetimeSeconds - renewSeconds, lifetimeSeconds / 2);
    this.#renewal = clock.after(Math.min(seconds * 1_000, mostMs), renew);
  }

  /** A Manage request led to nothing: what holds goes on to hold as long as it was to, and there is another request soon. */
  again(): void {
    const { clock, renew } = this.#options;
    this.#renewal?.cancel();
    const left = (this.#until ?? Number.POSITIVE_INFINITY) - clock.now();
    this.#renewal = left > retryMs ? clock.after(retryMs, renew) : clock.after(Math.max(0, left), () => this.#lapse());
  }

  /** The device is not managed any more, or never was. */
  end(): void {
    this.#renewal?.cancel();
    this.#renewal = undefined;
    this.#managed = false;
    this.#until = undefined;
  }

  #lapse(): void {
    this.end();
    this.#options.lapsed();
  }
}

/** The rc with which a platform wants the request again later. */
export const retryLater = 409;

/** What it means that a lifetime ended. */
export const dormantText =
  'The platform accepted no Manage request before the lifetime ended, so it takes the device for a dormant one. Manage it again.';

/** Why a device is not managed. */
export function refusedText({ rc, message }: ServerAnswer): string {
  const said = message === undefined || message === '' ? '' : ` It says: ${message}`;
  return `The platform refused the Manage request with rc ${rc}: ${returnCodeMeaning(rc, kindNamed('dm.manage'))}.${said}`;
}
