import type { AnswerFault, FaultScope, FaultState, ImageFault } from '../../rpc/device/faultState.ts';
import type { Timer } from '../../rpc/node/clock.ts';

/** The faults that work for one device, or for all. */
export class ScopeFaults {
  readonly scope: FaultScope;
  answers: AnswerFault | undefined;
  image: ImageFault | undefined;
  /** The CONNACK code of the next CONNECT. */
  refuseNext: number | undefined;
  #away: { readonly until: number; readonly timer: Timer } | undefined;

  constructor(scope: FaultScope) {
    this.scope = scope;
  }

  /** Until when connections are refused, in milliseconds since the epoch. */
  get awayUntil(): number | undefined {
    return this.#away?.until;
  }

  /** Refuses connections until then; `timer` is cancelled when that ends before. */
  goAway(until: number, timer: Timer): void {
    this.#away?.timer.cancel();
    this.#away = { until, timer };
  }

  comeBack(): void {
    this.#away?.timer.cancel();
    this.#away = undefined;
  }

  /** Whether none works. */
  get none(): boolean {
    return this.answers === undefined && this.image === undefined && this.refuseNext === undefined && this.#away === undefined;
  }

  state(): FaultState {
    const { scope, answers, image, refuseNext, awayUntil } = this;
    return {
      scope,
      ...(answers === undefined ? {} : { answers }),
      ...(image === undefined ? {} : { image }),
      ...(refuseNext === undefined ? {} : { refuseNext }),
      ...(awayUntil === undefined ? {} : { awayUntil }),
    };
  }
}
