import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import type { Clock, Timer } from '../../../rpc/node/clock.ts';
import type { DeviceAction } from './deviceAction.ts';

/** How often it is looked whether an image was fetched further, in milliseconds. */
const lookMs = 500;

/** Tells changes of actions, and how far their images are fetched. */
export class ActionNews {
  readonly #clock: Clock;
  readonly #changed: (device: DeviceName) => void;
  /** Actions whose image is fetched, with how far it was. */
  readonly #fetching = new Map<DeviceAction, number>();
  #look: Timer | undefined;

  constructor(clock: Clock, changed: (device: DeviceName) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** An action changed. */
  tell(action: DeviceAction): void {
    this.#changed(action.traits.device);
    this.#watch(action);
  }

  dispose(): void {
    this.#look?.cancel();
  }

  #watch(action: DeviceAction): void {
    const progress = action.running ? action.progress : undefined;
    if (progress === undefined) this.#fetching.delete(action);
    else this.#fetching.set(action, progress.sent);
    if (this.#fetching.size > 0) this.#look ??= this.#clock.after(lookMs, () => this.#lookAgain());
  }

  #lookAgain(): void {
    this.#look = undefined;
    for (const [action, before] of this.#fetching) {
      if (action.running && action.progress?.sent !== before) this.tell(action);
      else this.#watch(action);
    }
  }
}
