import type { ControlAddress } from '../../../src/rpc/engineContract.ts';
import { dialControl } from '../../../src/rpc/node/control.ts';
import type { SocketWire } from '../../../src/rpc/node/socketWire.ts';
import { Caller } from '../../../src/rpc/caller.ts';
import type { ConnectionAttempt } from '../../../src/rpc/board/attempt.ts';
import type { ApplicationState, DeviceName, DeviceState } from '../../../src/rpc/device/deviceState.ts';
import type { ImageState } from '../../../src/rpc/device/imageState.ts';
import type { PlatformCalls, PlatformInfo, PlatformNews } from '../../../src/rpc/platformContract.ts';
import type { TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import { soon } from './soon.ts';

/** A control connection with everything it was told. */
export class ControlClient {
  readonly records: TrafficRecord[] = [];
  /** The latest state of every device of which there was news. */
  devices: readonly DeviceState[] = [];
  applications: readonly ApplicationState[] = [];
  images: readonly ImageState[] = [];
  info: PlatformInfo | undefined;
  readonly attempts: ConnectionAttempt[] = [];
  dropped = 0;
  /** The platform said that it ends because somebody wanted it to. */
  wasEnding = false;
  readonly ended: Promise<Error>;
  readonly #caller: Caller<PlatformCalls, PlatformNews>;
  #heard = Promise.withResolvers<void>();

  constructor(wire: SocketWire) {
    const { promise, resolve } = Promise.withResolvers<Error>();
    this.ended = promise;
    this.#caller = new Caller<PlatformCalls, PlatformNews>(wire, {
      name: 'the platform',
      hear: {
        info: (info) => this.#hear(() => (this.info = info)),
        devices: (changed, gone) => this.#hear(() => this.#update(changed, gone)),
        applications: (applications) => this.#hear(() => (this.applications = applications)),
        images: (images) => this.#hear(() => (this.images = images)),
        attempts: (attempts) => this.#hear(() => this.attempts.push(...attempts)),
        traffic: (records, dropped) => {
          this.dropped += dropped;
          this.#hear(() => this.records.push(...records));
        },
        ending: () => this.#hear(() => (this.wasEnding = true)),
      },
      ended: resolve,
    });
    this.#caller.start();
  }

  /** Connects and sends the key in the first frame. */
  static async open(address: ControlAddress): Promise<ControlClient> {
    return new ControlClient(await dialControl(address));
  }

  get ask(): Caller<PlatformCalls, PlatformNews>['ask'] {
    return this.#caller.ask.bind(this.#caller);
  }

  /** Resolves when something that was told makes this true. */
  async until(what: string, fits: () => boolean): Promise<void> {
    while (!fits()) await soon(what, this.#heard.promise);
  }

  close(): void {
    this.#caller.dispose();
  }

  #update(changed: readonly DeviceState[], gone: readonly DeviceName[]): void {
    const old = this.devices.filter((device) => ![...changed, ...gone].some((other) => isSame(device, other)));
    this.devices = [...old, ...changed];
  }

  #hear(take: () => void): void {
    take();
    this.#heard.resolve();
    this.#heard = Promise.withResolvers();
  }
}

function isSame(one: DeviceName, other: DeviceName): boolean {
  return one.typeId === other.typeId && one.deviceId === other.deviceId;
}
