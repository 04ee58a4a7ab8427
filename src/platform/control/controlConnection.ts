import type { Socket } from 'node:net';
import { SocketWire } from '../../rpc/node/socketWire.ts';
import { Pace } from '../../rpc/pace.ts';
import type { PlatformCalls, PlatformInfo, PlatformNews } from '../../rpc/platformContract.ts';
import { Service } from '../../rpc/service.ts';
import type { TrafficRecord } from '../../rpc/traffic.ts';
import type { Clock } from '../clock.ts';
import type { Platform } from '../platform.ts';
import { controlCalls } from './controlCalls.ts';
import { TrafficTap } from './trafficTap.ts';

/** News about devices comes at most this often. */
const devicesEveryMs = 100;

/** News about devices waits while the reader leaves this much unread. */
const maxUnreadBytes = 4 * 1024 * 1024;

/** What a control connection serves. */
export interface Controlled {
  readonly platform: Platform;
  readonly info: PlatformInfo;
  readonly clock: Clock;
  /** Ends the platform. */
  readonly stop: () => void;
}

/** One control connection that was let in: answers calls, and tells news about devices and traffic. */
export class ControlConnection {
  readonly #controlled: Controlled;
  readonly #wire: SocketWire;
  readonly #service: Service<PlatformCalls, PlatformNews>;
  readonly #tap: TrafficTap;
  readonly #devices: Pace;
  readonly #ended: () => void;
  #unfollow: (() => void)[] = [];
  #watching = false;

  constructor(socket: Socket, controlled: Controlled, ended: () => void) {
    this.#controlled = controlled;
    this.#ended = ended;
    this.#wire = new SocketWire(socket);
    const calls = controlCalls({
      ...controlled,
      // The answer to this very call has to leave first.
      stop: () => void setImmediate(controlled.stop),
      watchTraffic: () => this.#watch(),
    });
    this.#service = new Service(this.#wire, calls, () => this.#end());
    const send = (records: readonly TrafficRecord[], dropped: number): void => this.#service.tell('traffic', records, dropped);
    this.#tap = new TrafficTap({ waiting: () => this.#wire.waiting, send }, controlled.clock);
    this.#devices = new Pace(() => this.#tellDevices(), devicesEveryMs);
  }

  /** Begins to answer. */
  start(): void {
    this.#unfollow.push(this.#controlled.platform.followDevices(() => this.#devices.poke()));
    this.#service.start();
  }

  /** Ends the connection from this side, after everything that was told. */
  dispose(): void {
    this.#tap.flush();
    this.#service.tell('ending');
    this.#service.dispose();
    this.#end();
  }

  /** A reader that is behind gets the latest state when it has caught up. */
  #tellDevices(): void {
    if (this.#wire.waiting > maxUnreadBytes) this.#devices.poke();
    else this.#service.tell('devices', this.#controlled.platform.fleet.states());
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.#unfollow.push(this.#controlled.platform.journal.follow((record) => this.#tap.take(record)));
  }

  #end(): void {
    for (const stop of this.#unfollow) stop();
    this.#unfollow = [];
    this.#tap.flush();
    this.#devices.dispose();
    this.#ended();
  }
}
