import * as vscode from 'vscode';
import type { ConnectionAttempt } from '../../rpc/board/attempt.ts';
import type { DeviceName, DeviceState } from '../../rpc/device/deviceState.ts';
import type { RemoteControl } from '../../rpc/engineContract.ts';
import { readControlFile } from '../../rpc/node/control.ts';
import { startPlatformProcess } from '../../rpc/node/platformProcess.ts';
import type { PlatformInfo } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Engine } from '../engine.ts';
import { DeviceBook } from './deviceBook.ts';
import { onceTrue } from '../onceTrue.ts';
import { askContents, linkPlatform, type LinkEars, type PlatformCaller, type PlatformLink } from './platformLink.ts';
import type { PlatformSettings } from './platformSettings.ts';
import type { DeviceChanges, PlatformState } from './platformState.ts';

export type { PlatformState } from './platformState.ts';

/** Where the platform's program and files are. */
export interface PlatformPlaces {
  readonly program: string;
  readonly dataFolder: string;
  /** Where this user's one platform says how it is reached, whoever started it. */
  readonly controlFile: string;
  /** How long a platform outlives its last window, in seconds: enough for a window that reloads. 60 unless told. */
  readonly lingerSeconds?: number;
}

const usualLingerSeconds = 60;

/**
 * The embedded platform as the workbench sees it: a process of its own that several windows share, or one elsewhere.
 * It is started only by {@link start}; {@link attach} finds one that runs on this machine.
 */
export class PlatformHost {
  readonly #places: PlatformPlaces;
  readonly #engine: Engine;
  #link: PlatformLink | undefined;
  #attaching: Promise<void> | undefined;
  #starting: Promise<void> | undefined;
  #state: PlatformState = { phase: 'stopped' };
  #devices = new DeviceBook();

  readonly #changed = new vscode.EventEmitter<PlatformState>();
  readonly #devicesChanged = new vscode.EventEmitter<DeviceChanges>();
  readonly #contentsChanged = new vscode.EventEmitter<void>();
  readonly #attempts = new vscode.EventEmitter<readonly ConnectionAttempt[]>();
  readonly #lost = new vscode.EventEmitter<Error>();
  readonly #unwatched = new vscode.EventEmitter<unknown>();
  /** Another phase, another platform, or the platform itself is otherwise than it was: a listener, a choice. */
  readonly onChange = this.#changed.event;
  readonly onDevices = this.#devicesChanged.event;
  /** Applications, API keys, images, packages or faults changed. */
  readonly onContents = this.#contentsChanged.event;
  /** Recent attempts to connect, the latest first, whenever one got further. */
  readonly onAttempts = this.#attempts.event;
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
  async start(settings: PlatformSettings): Promise<{ readonly info: PlatformInfo; readonly isNew: boolean }> {
    await this.attach();
    const isNew = this.#link === undefined;
    if (isNew) {
      this.#starting ??= this.#startProcess(settings).finally(() => (this.#starting = undefined));
      await this.#starting;
    }
    this.#linked();
    if (this.#state.phase !== 'running') throw new Error('the embedded platform ended while it was being attached to');
    return { info: this.#state.info, isNew };
  }

  /** Attaches to a platform of this user that runs, or waits for one that is being started here; does nothing otherwise. */
  async attach(): Promise<void> {
    if (this.#link !== undefined) return;
    if (this.#starting !== undefined) return this.#starting.catch(() => undefined);
    this.#attaching ??= this.#attachHere().finally(() => (this.#attaching = undefined));
    await this.#attaching;
  }

  /**
   * Attaches to a platform elsewhere, in place of the one that this window was attached to, which runs on.
   * @throws Refusal when that cannot be reached or does not take the key.
   */
  async attachTo(control: RemoteControl): Promise<void> {
    await this.#attaching;
    const link = await linkPlatform(control, this.#ears());
    this.detach();
    await this.#take(link);
  }

  /** Lets go of the platform, which runs on. */
  detach(): void {
    if (this.#link === undefined) return;
    this.#link.caller.dispose();
    void this.#ended(new Error('detached'), true);
  }

  /**
   * Ends the platform, for every window. Resolves when it has ended.
   * @throws Error when it does not.
   */
  async stop(): Promise<void> {
    const link = this.#link;
    if (link === undefined) return;
    const ended = onceTrue(this.onChange, () => this.#link !== link, 'the embedded platform was told to end and still runs');
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
  async calls(): Promise<PlatformCaller> {
    await this.attach();
    return this.#linked().caller;
  }

  device(name: DeviceName): DeviceState | undefined {
    return this.#state.phase === 'running' ? this.#devices.find(name) : undefined;
  }

  /** Asks anew for what the platform does not tell by itself; for whoever changed it or is about to look at it. */
  async refresh(): Promise<void> {
    const link = this.#link;
    // A platform that ends meanwhile says so itself.
    const asked = link === undefined ? undefined : await askContents(link.caller).catch(() => undefined);
    if (asked === undefined || link !== this.#link || this.#state.phase !== 'running') return;
    const { apiKeys, packages, faults } = this.#state;
    if (JSON.stringify(asked) === JSON.stringify({ apiKeys, packages, faults })) return;
    this.#state = { ...this.#state, ...asked };
    this.#contentsChanged.fire();
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
    const emitters = [this.#changed, this.#devicesChanged, this.#contentsChanged, this.#attempts, this.#lost, this.#unwatched];
    for (const emitter of emitters) emitter.dispose();
  }

  async #startProcess(settings: PlatformSettings): Promise<void> {
    this.#become({ phase: 'starting' });
    const { program, dataFolder, controlFile, lingerSeconds = usualLingerSeconds } = this.#places;
    try {
      const { port: preferredPort, tlsPort: preferredTlsPort, ...choices } = settings;
      const started = startPlatformProcess({
        program,
        dataFolder,
        controlFile,
        lingerSeconds,
        preferredPort,
        preferredTlsPort,
        ...choices,
      });
      await started.catch(() => undefined);
      await this.#attachHere();
      // Only now, because another window or command may have been quicker: a user has one platform, and that one serves as well.
      if (this.#link === undefined) await started;
      this.#linked();
    } catch (error) {
      this.#become({ phase: 'stopped' });
      throw error;
    }
  }

  async #attachHere(): Promise<void> {
    const control = await readControlFile(this.#places.controlFile);
    // A file that outlived its platform is as good as none.
    const link = control === undefined ? undefined : await linkPlatform(control, this.#ears()).catch(() => undefined);
    if (link !== undefined) await this.#take(link);
  }

  async #take(link: PlatformLink): Promise<void> {
    this.#link = link;
    this.#devices = new DeviceBook(link.contents.devices);
    const { control, info, contents } = link;
    const attachedTo = 'url' in control ? { attachedTo: new URL(control.url).host } : {};
    // News counts from here on, but nobody is told that the platform runs before its traffic reaches the log.
    this.#state = { phase: 'running', info, ...contents, devices: this.#devices.all(), ...attachedTo };
    await this.watch();
    if (this.#link === link) this.#changed.fire(this.#state);
  }

  #ears(): LinkEars {
    return {
      hear: {
        info: (info) => this.#state.phase === 'running' && this.#become({ ...this.#state, info }),
        devices: (changed, gone) => this.#takeDevices({ changed, gone }),
        applications: (applications) => this.#takeContents({ applications }),
        images: (images) => this.#takeContents({ images }),
        attempts: (attempts) => this.#attempts.fire(attempts),
      },
      ended: (why, wanted) => void this.#ended(why, wanted),
    };
  }

  #linked(): PlatformLink {
    if (this.#link !== undefined) return this.#link;
    throw new Refusal(vscode.l10n.t('The embedded platform does not run.'), {
      rule: 'platform stopped',
      advice: vscode.l10n.t('Start it first: Start the Embedded Platform.'),
    });
  }

  #takeDevices(changes: DeviceChanges): void {
    const faultsChanged = changes.changed.some((device) => device.faulty || this.#devices.find(device)?.faulty === true);
    this.#devices.take(changes);
    if (this.#state.phase !== 'running') return;
    this.#state = { ...this.#state, devices: this.#devices.all() };
    this.#devicesChanged.fire(changes);
    if (faultsChanged) void this.refresh();
  }

  #takeContents(contents: Partial<Pick<Extract<PlatformState, { phase: 'running' }>, 'applications' | 'images'>>): void {
    if (this.#state.phase !== 'running') return;
    this.#state = { ...this.#state, ...contents };
    this.#contentsChanged.fire();
  }

  async #ended(why: Error, wanted: boolean): Promise<void> {
    this.#link = undefined;
    this.#devices = new DeviceBook();
    this.#become({ phase: 'stopped' });
    if (!wanted) this.#lost.fire(why);
    await this.#engine.watchPlatform(undefined).catch(() => undefined);
  }

  #become(state: PlatformState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
