import * as vscode from 'vscode';
import type { Caller } from '../../rpc/caller.ts';
import { startPlatformProcess } from '../../rpc/node/platformProcess.ts';
import type { DeviceName, DeviceState, PlatformCalls, PlatformInfo, PlatformNews } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Engine } from '../engine.ts';
import { linkPlatform, type PlatformLink } from './platformLink.ts';

/** Where the platform's program and files are. */
export interface PlatformPlaces {
  readonly program: string;
  readonly dataFolder: string;
  readonly controlFile: string;
}

/** What the workbench knows about the embedded platform. */
export type PlatformState =
  | { readonly phase: 'stopped' }
  | { readonly phase: 'starting' }
  | { readonly phase: 'running'; readonly info: PlatformInfo; readonly devices: readonly DeviceState[] };

/** How long the platform outlives its last window, in seconds: long enough for a window that reloads. */
const lingerSeconds = 10;

/** How long a platform may take to end, in milliseconds. */
const endMs = 10_000;

/**
 * The embedded platform as the workbench sees it: a process of its own that several windows share.
 * It is started only by {@link start}; {@link attach} finds one that another window left running.
 */
export class PlatformHost {
  readonly #places: PlatformPlaces;
  readonly #engine: Engine;
  #link: PlatformLink | undefined;
  #attaching: Promise<void> | undefined;
  #starting: Promise<void> | undefined;
  #state: PlatformState = { phase: 'stopped' };

  readonly #changed = new vscode.EventEmitter<PlatformState>();
  readonly #lost = new vscode.EventEmitter<Error>();
  readonly #unwatched = new vscode.EventEmitter<unknown>();
  readonly onChange = this.#changed.event;
  /** The platform ended although nobody wanted it to. */
  readonly onLost = this.#lost.event;
  /** The platform runs, but its traffic does not reach the log, for this reason. */
  readonly onUnwatched = this.#unwatched.event;

  constructor(places: PlatformPlaces, engine: Engine) {
    this.#places = places;
    this.#engine = engine;
  }

  get state(): PlatformState {
    return this.#state;
  }

  /** Starts the platform, or attaches to the one that runs. `isNew` says which it was. */
  async start(preferredPort: number): Promise<{ readonly info: PlatformInfo; readonly isNew: boolean }> {
    await this.attach();
    const isNew = this.#link === undefined;
    if (isNew) {
      this.#starting ??= this.#startProcess(preferredPort).finally(() => (this.#starting = undefined));
      await this.#starting;
    }
    return { info: this.#linked().info, isNew };
  }

  /** Attaches to a platform that runs, or waits for one that is being started here; does nothing otherwise. */
  async attach(): Promise<void> {
    if (this.#link !== undefined) return;
    if (this.#starting !== undefined) return this.#starting.catch(() => undefined);
    this.#attaching ??= this.#tryAttach().finally(() => (this.#attaching = undefined));
    await this.#attaching;
  }

  /**
   * Ends the platform, for every window. Resolves when it has ended.
   * @throws Error when it does not.
   */
  async stop(): Promise<void> {
    const link = this.#link;
    if (link === undefined) return;
    const ended = this.#endOf(link);
    // The platform may be gone before its answer is here, and that is what was asked for.
    await link.caller.ask('stop').catch((error: unknown) => {
      if (this.#link === link) throw error;
    });
    await ended;
  }

  /**
   * The calls of the running platform.
   * @throws Refusal when it does not run.
   */
  async calls(): Promise<Caller<PlatformCalls, PlatformNews>> {
    await this.attach();
    return this.#linked().caller;
  }

  device(name: DeviceName): DeviceState | undefined {
    if (this.#state.phase !== 'running') return undefined;
    return this.#state.devices.find((device) => device.typeId === name.typeId && device.deviceId === name.deviceId);
  }

  /** Lets the engine watch the traffic, again after it lost the platform; says so when that fails. */
  async watch(): Promise<void> {
    const link = this.#link;
    if (link === undefined) return;
    try {
      await this.#engine.watchPlatform(link.control);
    } catch (error) {
      if (this.#link === link) this.#unwatched.fire(error);
    }
  }

  /** Lets go of the platform without ending it. */
  dispose(): void {
    this.#link?.caller.dispose();
    this.#link = undefined;
    for (const emitter of [this.#changed, this.#lost, this.#unwatched]) emitter.dispose();
  }

  async #startProcess(preferredPort: number): Promise<void> {
    this.#become({ phase: 'starting' });
    try {
      const started = startPlatformProcess({ ...this.#places, preferredPort, lingerSeconds });
      await started.catch(() => undefined);
      await this.#tryAttach();
      // Only now, because another window may have been quicker: one platform runs on the same data, and that one serves as well.
      if (this.#link === undefined) await started;
      this.#linked();
    } catch (error) {
      this.#become({ phase: 'stopped' });
      throw error;
    }
  }

  async #tryAttach(): Promise<void> {
    const link = await linkPlatform(this.#places.controlFile, {
      devices: (devices) => this.#takeDevices(devices),
      ended: (why, wanted) => void this.#ended(why, wanted),
    });
    if (link === undefined) return;
    this.#link = link;
    await this.watch();
    if (this.#link === link) this.#become({ phase: 'running', info: link.info, devices: link.devices });
  }

  #linked(): PlatformLink {
    if (this.#link !== undefined) return this.#link;
    throw new Refusal(vscode.l10n.t('The embedded platform does not run.'), {
      rule: 'platform stopped',
      advice: vscode.l10n.t('Start it first: Start the Embedded Platform.'),
    });
  }

  #takeDevices(devices: readonly DeviceState[]): void {
    if (this.#state.phase === 'running') this.#become({ ...this.#state, devices });
  }

  async #ended(why: Error, wanted: boolean): Promise<void> {
    this.#link = undefined;
    this.#become({ phase: 'stopped' });
    if (!wanted) this.#lost.fire(why);
    await this.#engine.watchPlatform(undefined).catch(() => undefined);
  }

  #endOf(link: PlatformLink): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        listening.dispose();
        reject(new Error(`the embedded platform was told to end and still runs after ${endMs / 1000} s`));
      }, endMs);
      const listening = this.onChange(() => {
        if (this.#link === link) return;
        clearTimeout(late);
        listening.dispose();
        resolve();
      });
    });
  }

  #become(state: PlatformState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
