import type { Duplex } from 'node:stream';
import type { ConnectionAttempt } from '../../rpc/board/attempt.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { SocketWire } from '../../rpc/node/socketWire.ts';
import type { PlatformCalls, PlatformInfo, PlatformNews } from '../../rpc/platformContract.ts';
import { Service } from '../../rpc/service.ts';
import { deviceKey } from '../deviceKey.ts';
import type { Platform } from '../platform.ts';
import { controlCalls } from './controlCalls.ts';
import { PacedNews } from './pacedNews.ts';
import { TrafficTap } from './trafficTap.ts';

/** So many attempts to connect wait to be told; of more, the latest are. */
const maxAttempts = 200;

/** What a control connection serves. */
export interface Controlled {
  readonly platform: Platform;
  readonly info: () => PlatformInfo;
  /** Calls `changed` when something about the info changed that is no listener; the result stops that. */
  readonly followInfo: (changed: () => void) => () => void;
  /** Decides whether the platform runs on without windows. @throws Refusal when that is not for windows to decide. */
  readonly keepRunning: (keepRunning: boolean) => void;
  readonly clock: Clock;
  /** Ends the platform; `who` wished that. */
  readonly stop: (who: string) => void;
}

/** Where a control connection comes from. */
export interface ControlOrigin {
  /** Whether the other end is on this machine. */
  readonly isLocal: boolean;
  /** Names the other end, for people. */
  readonly who: string;
}

/** One control connection that was let in: answers calls, and tells what changes and what crosses the platform. */
export class ControlConnection {
  readonly #controlled: Controlled;
  readonly #service: Service<PlatformCalls, PlatformNews>;
  readonly #tap: TrafficTap;
  readonly #news: Readonly<Record<'info' | 'devices' | 'applications' | 'images' | 'attempts', PacedNews>>;
  readonly #ended: () => void;
  /** Devices that changed since they were told last. */
  readonly #dirty = new Map<string, DeviceName>();
  /** The latest of each connection that was not told yet. */
  readonly #attempts = new Map<string, ConnectionAttempt>();
  /** Whether a fault for all devices works. */
  #allFaulty = false;
  #unfollow: (() => void)[] = [];
  #watching = false;

  constructor(stream: Duplex, { isLocal, who }: ControlOrigin, controlled: Controlled, ended: () => void) {
    this.#controlled = controlled;
    this.#ended = ended;
    const wire = new SocketWire(stream);
    const calls = controlCalls({
      ...controlled,
      isLocal,
      // The answer to this very call has to leave first.
      stop: () => void setImmediate(() => controlled.stop(who)),
      watchTraffic: () => this.#watch(),
    });
    const service = new Service<PlatformCalls, PlatformNews>(wire, calls, () => this.#end());
    const waiting = (): number => wire.waiting;
    const { platform, info, clock } = controlled;
    this.#service = service;
    this.#tap = new TrafficTap(
      { ready: () => !stream.writableNeedDrain, send: (records, dropped) => service.tell('traffic', records, dropped) },
      () => platform.gate.shut(),
      clock,
    );
    stream.on('drain', () => this.#tap.flush());
    this.#news = {
      info: new PacedNews(waiting, () => service.tell('info', info())),
      devices: new PacedNews(waiting, () => this.#tellDevices()),
      applications: new PacedNews(waiting, () => service.tell('applications', platform.fleet.applications())),
      images: new PacedNews(waiting, () => service.tell('images', platform.images.states())),
      attempts: new PacedNews(waiting, () => this.#tellAttempts()),
    };
  }

  /** Begins to answer. */
  start(): void {
    const { platform, followInfo } = this.#controlled;
    const { info, images } = this.#news;
    this.#unfollow.push(
      platform.followDevices((device) => this.#note(device)),
      platform.followPorts(() => info.poke()),
      followInfo(() => info.poke()),
      platform.followImages(() => images.poke()),
      platform.attempts.follow((attempt) => this.#noteAttempt(attempt)),
    );
    this.#service.start();
  }

  /** Ends the connection from this side, after everything that was told. */
  dispose(): void {
    this.#tap.end();
    this.#service.tell('ending');
    this.#service.dispose();
    this.#end();
  }

  /** Something happened to a device; without one, to an application or to all devices. */
  #note(device: DeviceName | undefined): void {
    if (device !== undefined) return this.#tellSoon([device]);
    this.#news.applications.poke();
    const { faults, registry } = this.#controlled.platform;
    const allFaulty = faults.states().some(({ scope }) => scope === 'all');
    if (allFaulty !== this.#allFaulty) this.#tellSoon(registry.devices());
    this.#allFaulty = allFaulty;
  }

  #tellSoon(devices: readonly DeviceName[]): void {
    for (const { typeId, deviceId } of devices) this.#dirty.set(deviceKey({ typeId, deviceId }), { typeId, deviceId });
    this.#news.devices.poke();
  }

  #noteAttempt(attempt: ConnectionAttempt): void {
    this.#attempts.delete(attempt.connection);
    this.#attempts.set(attempt.connection, attempt);
    const [oldest] = this.#attempts.keys();
    if (this.#attempts.size > maxAttempts && oldest !== undefined) this.#attempts.delete(oldest);
    this.#news.attempts.poke();
  }

  #tellAttempts(): void {
    this.#service.tell('attempts', [...this.#attempts.values()]);
    this.#attempts.clear();
  }

  #tellDevices(): void {
    const { fleet } = this.#controlled.platform;
    const states = [...this.#dirty.values()].map((device) => ({ device, state: fleet.state(device) }));
    this.#dirty.clear();
    const changed = states.flatMap(({ state }) => state ?? []);
    const gone = states.filter(({ state }) => state === undefined).map(({ device }) => device);
    this.#service.tell('devices', changed, gone);
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.#unfollow.push(this.#controlled.platform.journal.watch((record) => this.#tap.take(record)));
  }

  #end(): void {
    for (const stop of this.#unfollow) stop();
    this.#unfollow = [];
    this.#tap.end();
    for (const news of Object.values(this.#news)) news.dispose();
    this.#ended();
  }
}
