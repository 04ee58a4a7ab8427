import * as vscode from 'vscode';
import { connectionCode, type ConnectionLanguage } from '../../assist/connectionCode/connectionCode.ts';
import type { AttemptRow, BoardDevice, BoardState, CodeWish, ReachHint } from '../../rpc/board/boardContract.ts';
import type { DeviceName, DeviceState } from '../../rpc/device/deviceState.ts';
import type { NetworkInterface, PlatformInfo } from '../../rpc/platformContract.ts';
import { clientIdOf } from '../../wiotp/clientId.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Connections } from '../connections/connections.ts';
import type { PlatformHost, PlatformState } from '../embeddedPlatform/platformHost.ts';
import { AttemptHistory } from './attemptHistory.ts';
import { attemptRows } from './attemptRows.ts';
import { codeLanguages, isConnectionLanguage } from './codeLanguages.ts';
import { connectionTarget, listenerAt } from './connectionTarget.ts';
import { reachHints, type HostFacts } from './reachHints.ts';

/** What a board that is being connected is about. */
export interface BoardParts {
  readonly platform: PlatformHost;
  readonly connections: Connections;
  readonly facts: HostFacts;
  /** Told when the platform cannot be asked although it runs. */
  readonly failed: (error: unknown) => void;
}

/** What is wished of the code, in a language that is one. */
type BoardWish = CodeWish & { readonly language: ConnectionLanguage };

type Running = Extract<PlatformState, { phase: 'running' }>;

export const loopback = '127.0.0.1';

/** One board on its way to the platform: which device it is, where it is to connect, and who has tried. */
export class Board {
  readonly #parts: BoardParts;
  readonly #history = new AttemptHistory();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;
  #instance: string | undefined;
  #interfaces: readonly NetworkInterface[] = [];
  #device: DeviceName | undefined;
  #wish: BoardWish = { address: loopback, language: 'arduino', tls: false };

  constructor(parts: BoardParts) {
    this.#parts = parts;
  }

  /** Follows the platform from now on. */
  follow(): vscode.Disposable {
    const { platform } = this.#parts;
    return vscode.Disposable.from(
      platform.onChange(() => void this.look()),
      platform.onDevices(() => this.#changed.fire()),
      platform.onAttempts((attempts) => {
        this.#history.take(attempts);
        this.#changed.fire();
      }),
    );
  }

  /** Tells nobody any more. */
  dispose(): void {
    this.#changed.dispose();
  }

  get device(): DeviceName | undefined {
    return this.#device;
  }

  get wish(): BoardWish {
    return this.#wish;
  }

  setDevice({ typeId, deviceId }: DeviceName): void {
    this.#device = { typeId, deviceId };
    this.#changed.fire();
  }

  /** @throws Refusal for a language that is none. */
  setWish({ address, language, tls }: CodeWish): void {
    if (!isConnectionLanguage(language))
      throw new Refusal('There is no code in that language.', { rule: 'known languages', advice: 'Choose another.' });
    this.#wish = { address, language, tls };
    this.#changed.fire();
  }

  /** Looks again at what the platform does not tell by itself: the network, and who tried to connect before. */
  async refresh(): Promise<void> {
    const running = this.#running();
    this.#meet(running?.info.instanceId);
    if (running !== undefined) {
      const calls = await this.#parts.platform.calls();
      const [interfaces, attempts] = await Promise.all([calls.ask('interfaces'), calls.ask('attempts')]);
      this.#interfaces = interfaces;
      this.#history.take(attempts);
    }
    this.#changed.fire();
  }

  /** {@link refresh} that tells of a failure where one is told of those. */
  async look(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      // One that ended meanwhile says so itself.
      if (this.#running() !== undefined) this.#parts.failed(error);
    }
  }

  /** Lets other machines reach the platform at an address, which code is then made for. */
  async openAddress(address: string): Promise<void> {
    await (await this.#parts.platform.calls()).ask('openAddress', address);
    this.#wish = { ...this.#wish, address };
    await this.refresh();
  }

  async closeAddress(address: string): Promise<void> {
    await (await this.#parts.platform.calls()).ask('closeAddress', address);
    if (this.#wish.address === address) this.#wish = { ...this.#wish, address: loopback };
    await this.refresh();
  }

  /** Registers the device of a refused attempt with the token that it sent, which nobody but the board knows. */
  async register(connection: string): Promise<DeviceName> {
    const { platform, connections } = this.#parts;
    const device = await (await platform.calls()).ask('registerAttempt', connection);
    await connections.forgetTokenOf(device);
    this.setDevice(device);
    return device;
  }

  /**
   * The code that connects as the device.
   * @throws Refusal when the platform does not run, there is no device yet, or the platform does not listen there.
   */
  async code(): Promise<string> {
    const { connections, platform } = this.#parts;
    if (this.#device === undefined) throw noDevice();
    const calls = await platform.calls();
    // Asked, because news of a device that was added just now may still be on its way.
    const [info, { state: device }] = await Promise.all([calls.ask('describe'), calls.ask('device', this.#device)]);
    const { address, language, tls } = this.#wish;
    const token = await connections.tokenOf(device);
    return connectionCode(language, connectionTarget(info, { device, token, address, tls }));
  }

  async state(): Promise<BoardState> {
    const running = this.#running();
    const device = await this.#boardDevice(running?.info);
    const attachedTo = running?.attachedTo;
    const attempts = this.#attempts(device?.clientId);
    const isReached = attempts.some(({ outside }) => outside);
    return {
      running: running !== undefined,
      ...(attachedTo === undefined ? {} : { attachedTo }),
      ...(device === undefined ? {} : { device }),
      interfaces: running === undefined ? [] : this.#interfaces,
      languages: codeLanguages,
      wish: this.#wish,
      // Nothing is known of a machine elsewhere, and what works needs no hints.
      hints: running === undefined || attachedTo !== undefined || isReached ? [] : this.#hints(running.info),
      attempts,
    };
  }

  /** Another platform than before is another beginning. */
  #meet(instance: string | undefined): void {
    const before = this.#instance;
    if (instance === undefined || instance === before) return;
    this.#instance = instance;
    if (before === undefined) return;
    this.#history.clear();
    this.#wish = { ...this.#wish, address: loopback };
  }

  #running(): Running | undefined {
    const { state } = this.#parts.platform;
    return state.phase === 'running' ? state : undefined;
  }

  #attempts(awaited: string | undefined): readonly AttemptRow[] {
    return attemptRows(this.#history.rows(), {
      own: new Set(this.#interfaces.map(({ address }) => address)),
      isRegistered: (device) => this.#parts.platform.device(device) !== undefined,
      awaited,
      fromHere: this.#wish.address === loopback,
    });
  }

  #hints({ listeners }: PlatformInfo): readonly ReachHint[] {
    const { address } = this.#wish;
    const ports = [false, true].flatMap((tls) => listenerAt(listeners, address, tls)?.port ?? []);
    return ports.length === 0 ? [] : reachHints(this.#parts.facts, ports);
  }

  async #boardDevice(info: PlatformInfo | undefined): Promise<BoardDevice | undefined> {
    const { platform, connections } = this.#parts;
    const device = this.#device === undefined ? undefined : platform.device(this.#device);
    if (info === undefined || device === undefined) return undefined;
    const { typeId, deviceId, online, managed, peer } = device;
    const tokenKept = (await connections.tokenOf(device)) !== undefined;
    return {
      typeId,
      deviceId,
      clientId: clientIdOfDevice(info.org, device),
      online,
      managed,
      ...(peer === undefined ? {} : { peer }),
      tokenKept,
    };
  }
}

function clientIdOfDevice(org: string, { typeId, deviceId, classId }: DeviceState): string {
  return clientIdOf({ sender: classId === 'Gateway' ? 'gateway' : 'device', org, typeId, deviceId });
}

function noDevice(): Refusal {
  return new Refusal(vscode.l10n.t('There is no device yet that the board could be.'), {
    rule: 'code connects as one registered device',
    advice: vscode.l10n.t('Choose a device or add one.'),
  });
}
