import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { QuotaPlan } from '../../rpc/platformContract.ts';
import { mostOf, type LimitName } from '../../wiotp/limitTable.ts';
import { deviceKey } from '../deviceKey.ts';
import { forgetOldest } from '../forgetOldest.ts';
import { RateMeter } from '../quota/rateMeter.ts';
import { refused } from './http/refused.ts';

/** How many callers are counted; the one that was counted first makes room. */
const mostCallers = 10_000;

/** Answers that wait hold memory, so who is so far ahead of its rate is refused. */
const longestRestMs = 30_000;

/** Slows callers down to the rates of a plan [D-quota]: their answers come later. */
export class CallPaces {
  readonly #clock: Clock;
  readonly #plan: QuotaPlan;
  readonly #meters = new Map<string, RateMeter>();
  readonly #resting = new Map<Timer, () => void>();

  constructor(clock: Clock, plan: QuotaPlan) {
    this.#clock = clock;
    this.#plan = plan;
  }

  /** Counts a call of the REST interface. @returns how long its answer has to wait, in ms. @throws Refusal with code 429. */
  ofKey(apiKey: string): number {
    return this.#take(apiKey, 0, 'restRate');
  }

  /** Counts an event of a device. @returns how long its answer has to wait, in ms. @throws Refusal with code 429. */
  ofDevice(device: DeviceName, bytes: number): number {
    return this.#take(deviceKey(device), bytes, 'httpEventRate', 'httpByteRate');
  }

  /** Resolves after so long, or when the caller has gone. */
  async rest(ms: number, gone: AbortSignal): Promise<void> {
    if (ms === 0 || gone.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        timer.cancel();
        this.#resting.delete(timer);
        gone.removeEventListener('abort', end);
        resolve();
      };
      const timer = this.#clock.after(ms, end);
      this.#resting.set(timer, end);
      gone.addEventListener('abort', end);
    });
  }

  /** Lets everybody go on. */
  dispose(): void {
    for (const end of this.#resting.values()) end();
  }

  #take(caller: string, bytes: number, messageLimit: LimitName, byteLimit?: LimitName): number {
    const rate = this.#plan === 'off' ? undefined : mostOf(messageLimit, this.#plan);
    if (this.#plan === 'off' || rate === undefined) return 0;
    const byteRate = byteLimit === undefined ? undefined : mostOf(byteLimit, this.#plan);
    const meter =
      this.#meters.get(caller) ?? new RateMeter({ messages: rate, ...(byteRate === undefined ? {} : { bytes: byteRate }) }, this.#clock);
    this.#meters.set(caller, meter);
    forgetOldest(this.#meters, mostCallers);
    const rest = meter.take(bytes);
    if (rest <= longestRestMs) return rest;
    throw refused(429, 'Calls come much faster than the plan allows.', 'calls over the rate are slowed', `Send at most ${rate} a second.`);
  }
}
