import type { ServerAnswer } from '../../rpc/deviceRequest.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';

/** [PY] How long before a lifetime ends the device manages again, in seconds. */
const renewSeconds = 120;
/** Timers cannot be set for longer. */
const mostMs = 2 ** 31 - 1;

/** Whether the platform takes a device for a managed one, and for how long. */
export class Registration {
  readonly #clock: Clock;
  readonly #renew: (lifetimeSeconds: number) => void;
  #managed = false;
  #until: number | undefined;
  #renewal: Timer | undefined;

  /** `renew` is called in good time before a lifetime ends. */
  constructor(clock: Clock, renew: (lifetimeSeconds: number) => void) {
    this.#clock = clock;
    this.#renew = renew;
  }

  get managed(): boolean {
    return this.#managed;
  }

  /** When the device becomes dormant, in milliseconds since the epoch; `undefined` for never. */
  get until(): number | undefined {
    return this.#until;
  }

  /** The platform accepted a Manage request with this lifetime; 0 is for ever [D-dm]. */
  begin(lifetimeSeconds: number): void {
    this.end();
    this.#managed = true;
    if (!(lifetimeSeconds > 0)) return;
    this.#until = this.#clock.now() + lifetimeSeconds * 1_000;
    const seconds = Math.max(lifetimeSeconds - renewSeconds, lifetimeSeconds / 2);
    this.#renewal = this.#clock.after(Math.min(seconds * 1_000, mostMs), () => this.#renew(lifetimeSeconds));
  }

  /** The device is not managed any more, or never was. */
  end(): void {
    this.#renewal?.cancel();
    this.#renewal = undefined;
    this.#managed = false;
    this.#until = undefined;
  }
}

/** Why a device is not managed. */
export function refusedText({ rc, message }: ServerAnswer): string {
  const said = message === undefined || message === '' ? '' : ` It says: ${message}`;
  return `The platform refused the Manage request with rc ${rc}: ${returnCodeMeaning(rc, kindNamed('dm.manage'))}.${said}`;
}
