import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { QuotaPlan } from '../../rpc/platformContract.ts';
import { mostOf, type LimitName } from '../../wiotp/limitTable.ts';
import type { TopicUser } from '../../wiotp/topics/topicRules.ts';
import { deviceKey } from '../deviceKey.ts';
import { forgetOldest } from '../forgetOldest.ts';
import { RateMeter, type Rate } from './rateMeter.ts';

/** Devices whose commands are counted; the one that was counted first makes room. */
const mostDevices = 10_000;

/** So long a new connection waits at most; then it is told to come again [D-quota]. */
const longestQueueMs = 5000;

/** The names of the rates in the table of limits. */
const clientRates: Readonly<Partial<Record<TopicUser, readonly [messages: LimitName, bytes: LimitName]>>> = {
  device: ['deviceMessageRate', 'deviceByteRate'],
  gateway: ['gatewayMessageRate', 'gatewayByteRate'],
  application: ['applicationMessageRate', 'applicationByteRate'],
};

/** The rates of a plan [D-quota]. Over them a connection is read more slowly; nothing is lost [BLOG-rate]. */
export class Quotas {
  readonly #plan: QuotaPlan;
  readonly #clock: Clock;
  readonly #commands = new Map<string, RateMeter>();
  readonly #connections: RateMeter | undefined;

  constructor(plan: QuotaPlan, clock: Clock) {
    this.#plan = plan;
    this.#clock = clock;
    this.#connections = this.#meter('connectionRate');
  }

  /** A new meter for what one client publishes; `undefined` without a limit. */
  ofClient(user: TopicUser): RateMeter | undefined {
    const names = clientRates[user];
    return names === undefined ? undefined : this.#meter(...names);
  }

  /** The meter of all commands to one device, whoever sends them; `undefined` without a limit. */
  ofCommands(device: DeviceName): RateMeter | undefined {
    const key = deviceKey(device);
    const meter = this.#commands.get(key) ?? this.#meter('commandRate', 'commandByteRate');
    if (meter === undefined || this.#commands.has(key)) return meter;
    this.#commands.set(key, meter);
    forgetOldest(this.#commands, mostDevices);
    return meter;
  }

  /**
   * Counts a new connection of a device. @returns for how many milliseconds it has to wait; `undefined` when too many wait
   * already, and it is not counted.
   */
  connect(): number | undefined {
    if (this.#connections === undefined) return 0;
    return this.#connections.behind > longestQueueMs ? undefined : this.#connections.take(0);
  }

  #meter(messages: LimitName, bytes?: LimitName): RateMeter | undefined {
    if (this.#plan === 'off') return undefined;
    const rate = mostOf(messages, this.#plan);
    const byteRate = bytes === undefined ? undefined : mostOf(bytes, this.#plan);
    return rate === undefined
      ? undefined
      : new RateMeter({ messages: rate, ...(byteRate === undefined ? {} : { bytes: byteRate }) }, this.#clock);
  }
}

/** A rate in words: `10 messages or 40,960 bytes a second`. */
export function rateText({ messages, bytes }: Rate): string {
  return `${messages} messages${bytes === undefined ? '' : ` or ${bytes.toLocaleString('en')} bytes`} a second`;
}
