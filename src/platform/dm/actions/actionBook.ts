import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import { deviceKey } from '../../deviceKey.ts';
import type { DeviceAction } from './deviceAction.ts';

/** How many actions that have ended are kept, of one device and in all. */
const mostOfDevice = 20;
const mostInAll = 1000;

/** All actions, the latest first. Those that have not ended stay; of the others, the oldest go. */
export class ActionBook {
  readonly #byDevice = new Map<string, readonly DeviceAction[]>();
  readonly #byRequest = new Map<string, Set<DeviceAction>>();
  /** In the order in which they were noted. */
  readonly #all = new Set<DeviceAction>();
  readonly #dropped: (action: DeviceAction) => void;

  /** `dropped` is told of every action that goes. */
  constructor(dropped: (action: DeviceAction) => void) {
    this.#dropped = dropped;
  }

  /** How many requests go on. */
  get requestsInFlight(): number {
    let count = 0;
    for (const actions of this.#byRequest.values()) if ([...actions].some(({ running }) => running)) count++;
    return count;
  }

  add(action: DeviceAction): void {
    const { device, requestId } = action.traits;
    this.#all.add(action);
    const ofDevice = [action, ...this.of(device)];
    this.#byDevice.set(deviceKey(device), ofDevice);
    this.#byRequest.set(requestId, (this.#byRequest.get(requestId) ?? new Set()).add(action));
    const surplus = ofDevice.filter(({ running }) => !running).slice(mostOfDevice);
    for (const old of surplus) this.#drop(old);
  }

  /** The actions of a device, the latest first. */
  of(device: DeviceName): readonly DeviceAction[] {
    return this.#byDevice.get(deviceKey(device)) ?? [];
  }

  /** The actions of a request; `undefined` when there is no such request. */
  ofRequest(requestId: string): Iterable<DeviceAction> | undefined {
    return this.#byRequest.get(requestId);
  }

  /** The latest first. */
  all(): readonly DeviceAction[] {
    return [...this.#all].toReversed();
  }

  /** Lets the oldest go where there are too many in all. */
  prune(): void {
    for (const action of this.#all) {
      if (this.#all.size <= mostInAll) return;
      if (!action.running) this.#drop(action);
    }
  }

  forget(device: DeviceName): void {
    for (const action of this.of(device)) this.#drop(action);
  }

  #drop(action: DeviceAction): void {
    const { device, requestId } = action.traits;
    action.dispose();
    this.#all.delete(action);
    const left = this.of(device).filter((other) => other !== action);
    if (left.length === 0) this.#byDevice.delete(deviceKey(device));
    else this.#byDevice.set(deviceKey(device), left);
    const ofRequest = this.#byRequest.get(requestId);
    ofRequest?.delete(action);
    if (ofRequest?.size === 0) this.#byRequest.delete(requestId);
    this.#dropped(action);
  }
}
