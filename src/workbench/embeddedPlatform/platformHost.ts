import * as vscode from 'vscode';
import { Caller } from '../../rpc/caller.ts';
import { dialControl, readControlFile } from '../../rpc/node/control.ts';
import { startPlatformProcess } from '../../rpc/node/platformProcess.ts';
import type { ControlAddress } from '../../rpc/engineContract.ts';
import type { DeviceName, DeviceState, PlatformCalls, PlatformInfo, PlatformNews } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Bin } from '../bin.ts';
import type { Engine } from '../engine.ts';

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

interface Running {
  readonly control: ControlAddress;
  readonly caller: Caller<PlatformCalls, PlatformNews>;
  readonly info: PlatformInfo;
}

/**
 * The embedded platform as the workbench sees it: a process of its own that several windows share.
 * It is started only by {@link start}; {@link attach} finds one that another window left running.
 */
export class PlatformHost {
  readonly #places: PlatformPlaces;
  readonly #engine: Engine;
  #running: Promise<Running> | undefined;
  #state: PlatformState = { phase: 'stopped' };
  #stopping = false;

  readonly #changed = new vscode.EventEmitter<PlatformState>();
  readonly #lost = new vscode.EventEmitter<Error>();
  readonly onChange = this.#changed.event;
  /** The platform ended although nobody here stopped it. */
  readonly onLost = this.#lost.event;

  constructor(places: PlatformPlaces, engine: Engine, bin: Bin) {
    this.#places = places;
    this.#engine = engine;
    bin.add(this.#changed);
    bin.add(this.#lost);
  }

  get state(): PlatformState {
    return this.#state;
  }

  /** Starts the platform, or attaches to the one that runs. */
  async start(preferredPort: number): Promise<PlatformInfo> {
    this.#running ??= this.#begin(preferredPort);
    return (await this.#running).info;
  }

  /** Attaches to a platform that runs already; does nothing otherwise. */
  async attach(): Promise<void> {
    if (this.#running !== undefined || (await readControlFile(this.#places.controlFile)) === undefined) return;
    this.#running ??= this.#begin(undefined);
    await this.#running.catch(() => undefined);
  }

  /** Ends the platform, for every window. */
  async stop(): Promise<void> {
    if (this.#running === undefined) return;
    const { caller } = await this.#running;
    this.#stopping = true;
    await caller.ask('stop').catch(() => undefined);
  }

  /**
   * The calls of the running platform.
   * @throws Refusal when it does not run.
   */
  async calls(): Promise<Caller<PlatformCalls, PlatformNews>> {
    if (this.#running === undefined) {
      throw new Refusal(vscode.l10n.t('The embedded platform does not run.'), {
        rule: 'platform stopped',
        advice: vscode.l10n.t('Start it first: Start the Embedded Platform.'),
      });
    }
    return (await this.#running).caller;
  }

  /** Lets the engine watch the traffic again after it lost the platform, if that still answers here. */
  async watchAgain(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    if (running === undefined) return;
    try {
      await running.caller.ask('describe');
      await this.#engine.watchPlatform(running.control);
    } catch {
      // The platform is gone for this window as well, which `onLost` tells.
    }
  }

  device(name: DeviceName): DeviceState | undefined {
    if (this.#state.phase !== 'running') return undefined;
    return this.#state.devices.find((device) => device.typeId === name.typeId && device.deviceId === name.deviceId);
  }

  /** Lets go of the platform without ending it. */
  dispose(): void {
    void this.#running?.then(({ caller }) => caller.dispose()).catch(() => undefined);
    this.#running = undefined;
  }

  async #begin(startOnPort: number | undefined): Promise<Running> {
    this.#stopping = false;
    this.#become({ phase: 'starting' });
    try {
      return (await this.#tryAttach()) ?? (await this.#startAndAttach(startOnPort));
    } catch (error) {
      this.#running = undefined;
      this.#become({ phase: 'stopped' });
      throw error;
    }
  }

  async #startAndAttach(port: number | undefined): Promise<Running> {
    if (port === undefined) throw new Error('the platform that had left its control file no longer runs');
    const started = startPlatformProcess({ ...this.#places, preferredPort: port, lingerSeconds });
    await started.catch(() => undefined);
    const running = await this.#tryAttach();
    if (running !== undefined) return running;
    // Only now, because another window may have been quicker: one platform runs on the same data, and that one serves as well.
    await started;
    throw new Error('the platform started but does not answer on its control socket');
  }

  async #tryAttach(): Promise<Running | undefined> {
    const control = await readControlFile(this.#places.controlFile);
    if (control === undefined) return undefined;
    const wire = await dialControl(control).catch(() => undefined);
    if (wire === undefined) return undefined;
    const caller = new Caller<PlatformCalls, PlatformNews>(wire, {
      name: 'the embedded platform',
      hear: { devices: (devices) => this.#takeDevices(devices), traffic: () => undefined },
      ended: (why) => void this.#ended(why),
    });
    caller.start();
    const info = await caller.ask('describe');
    await this.#engine.watchPlatform(control);
    this.#become({ phase: 'running', info, devices: await caller.ask('devices') });
    return { control, caller, info };
  }

  #takeDevices(devices: readonly DeviceState[]): void {
    if (this.#state.phase === 'running') this.#become({ ...this.#state, devices });
  }

  async #ended(why: Error): Promise<void> {
    this.#running = undefined;
    this.#become({ phase: 'stopped' });
    if (!this.#stopping) this.#lost.fire(why);
    await this.#engine.watchPlatform(undefined).catch(() => undefined);
  }

  #become(state: PlatformState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
