import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { AnswerFault, FaultCommand, FaultScope, FaultState, ImageFault } from '../../rpc/device/faultState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { deviceClientId, gatewayClientId } from '../../wiotp/clientId.ts';
import { connackCode } from '../../wiotp/codes.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { ClientDirectory } from '../clients/clientDirectory.ts';
import type { ConnectedClient } from '../clients/connectedClient.ts';
import { deviceKey } from '../deviceKey.ts';
import { breach } from '../mqtt/breach.ts';
import { ScopeFaults } from './scopeFaults.ts';
import { WaitingAnswers } from './waitingAnswers.ts';

/** What the faults work with. */
export interface FaultSurroundings {
  readonly org: string;
  readonly directory: ClientDirectory;
  readonly clock: Clock;
  /** Called for a device whose faults changed; without one for all. */
  readonly changed: (device?: DeviceName) => void;
}

/** What a device is told when an answer was changed. */
const changedNote = 'This answer is a fault that was injected.';

/**
 * Faults that a user injects, for one device or for all, to see how devices take them. All means every device and
 * gateway; applications never notice. A fault of the device itself comes before one for all.
 */
export class Faults {
  readonly #surroundings: FaultSurroundings;
  readonly #all = new ScopeFaults('all');
  readonly #byDevice = new Map<string, ScopeFaults>();
  readonly #waiting = new Map<string, WaitingAnswers>();

  constructor(surroundings: FaultSurroundings) {
    this.#surroundings = surroundings;
  }

  /** @throws Refusal when it cannot be done, such as a drop of a device that is not connected. */
  inject(scope: FaultScope, command: FaultCommand): void {
    const faults = this.#of(scope);
    switch (command.fault) {
      case 'drop':
        for (const client of this.#connected(scope)) client.end(breach(94, 'The connection was dropped: a fault that was injected.'));
        break;
      case 'halfOpen':
        for (const client of this.#connected(scope)) client.freeze();
        break;
      case 'refuseNext':
        faults.refuseNext = command.code;
        break;
      case 'away':
        this.#goAway(faults, command.seconds);
        break;
      case 'answers':
        this.#setAnswers(faults, command.answers);
        break;
      case 'image':
        faults.image = command.image;
        break;
      case 'clear':
        this.#clear(faults);
    }
    this.#changed(faults);
  }

  /** The faults that work now. */
  states(): readonly FaultState[] {
    return [this.#all, ...this.#byDevice.values()].filter((faults) => !faults.none).map((faults) => faults.state());
  }

  /** Whether any fault works for this device. */
  works(device: DeviceName): boolean {
    return !this.#all.none || this.#byDevice.get(deviceKey(device))?.none === false;
  }

  /**
   * Why this client is not let in now; asked once for each CONNECT that is otherwise right.
   * The refusal has the CONNACK code, or a close code when there shall be no CONNACK.
   */
  refusal(device: DeviceName | undefined): Refusal | undefined {
    if (device === undefined) return undefined;
    return this.#refusalOf(this.#byDevice.get(deviceKey(device))) ?? this.#refusalOf(this.#all);
  }

  /** Why this device is not served over HTTP now: while the platform is away. The next CONNECT is none of HTTP's. */
  absence(device: DeviceName): Refusal | undefined {
    const until = this.#byDevice.get(deviceKey(device))?.awayUntil ?? this.#all.awayUntil;
    return until === undefined ? undefined : away();
  }

  /** What shall happen to an answer for this device. `send` delivers the answer that is given to it, at most once. */
  answer(device: DeviceName, rc: number, send: (rc: number, note?: string) => void): void {
    const fault = this.#byDevice.get(deviceKey(device))?.answers ?? this.#all.answers;
    switch (fault?.kind) {
      case undefined:
        return send(rc);
      case 'hold':
        return this.#waitingOf(device).hold(() => send(rc));
      case 'delay':
        return this.#waitingOf(device).delay(fault.ms, () => send(rc));
      case 'rc':
        return send(fault.rc, changedNote);
      case 'silent':
    }
  }

  /** What shall go wrong with an image that this device fetches; without a device what goes wrong for all. */
  image(device: DeviceName | undefined): ImageFault | undefined {
    return (device === undefined ? undefined : this.#byDevice.get(deviceKey(device))?.image) ?? this.#all.image;
  }

  /** The device was removed. */
  forget(device: DeviceName): void {
    const key = deviceKey(device);
    this.#byDevice.get(key)?.comeBack();
    this.#byDevice.delete(key);
    this.#waiting.get(key)?.drop();
    this.#waiting.delete(key);
  }

  dispose(): void {
    for (const faults of [this.#all, ...this.#byDevice.values()]) faults.comeBack();
    for (const waiting of this.#waiting.values()) waiting.drop();
  }

  #of(scope: FaultScope): ScopeFaults {
    if (scope === 'all') return this.#all;
    const { typeId, deviceId } = scope;
    return this.#byDevice.get(deviceKey(scope)) ?? new ScopeFaults({ typeId, deviceId });
  }

  #goAway(faults: ScopeFaults, seconds: number): void {
    const { clock } = this.#surroundings;
    const back = (): void => {
      faults.comeBack();
      this.#changed(faults);
    };
    faults.goAway(clock.now() + seconds * 1000, clock.after(seconds * 1000, back));
    for (const client of this.#clients(faults.scope)) client.end(away());
  }

  /** What the fault before kept back is sent when it ends. */
  #setAnswers(faults: ScopeFaults, answers: AnswerFault | undefined): void {
    faults.answers = answers;
    if (faults.scope !== 'all') return this.#waiting.get(deviceKey(faults.scope))?.release();
    for (const [key, waiting] of this.#waiting) {
      if (this.#byDevice.get(key)?.answers === undefined) waiting.release();
    }
  }

  #clear(faults: ScopeFaults): void {
    this.#setAnswers(faults, undefined);
    faults.image = undefined;
    faults.refuseNext = undefined;
    faults.comeBack();
  }

  /** Keeps just those that work, and tells. */
  #changed(faults: ScopeFaults): void {
    const { scope } = faults;
    if (scope === 'all') return this.#surroundings.changed();
    if (faults.none) this.#byDevice.delete(deviceKey(scope));
    else this.#byDevice.set(deviceKey(scope), faults);
    this.#surroundings.changed(scope);
  }

  #refusalOf(faults: ScopeFaults | undefined): Refusal | undefined {
    if (faults?.awayUntil !== undefined) return away();
    const code = faults?.refuseNext;
    if (faults === undefined || code === undefined) return undefined;
    faults.refuseNext = undefined;
    this.#changed(faults);
    return new Refusal(`The connection was refused with CONNACK ${code}: a fault that was injected.`, {
      rule: connackCode(code).meaning,
      advice: 'The next attempt is judged as usual.',
      code,
    });
  }

  #waitingOf(device: DeviceName): WaitingAnswers {
    const key = deviceKey(device);
    const waiting = this.#waiting.get(key) ?? new WaitingAnswers(this.#surroundings.clock);
    this.#waiting.set(key, waiting);
    return waiting;
  }

  /** @throws Refusal when nobody is connected. */
  #connected(scope: FaultScope): readonly ConnectedClient[] {
    const clients = this.#clients(scope);
    if (clients.length > 0) return clients;
    const who = scope === 'all' ? 'No device is connected.' : `The device ${scope.typeId} ${scope.deviceId} is not connected.`;
    throw new Refusal(who, { rule: 'this fault needs a connection', advice: 'Let the device connect first.', code: 404 });
  }

  #clients(scope: FaultScope): readonly ConnectedClient[] {
    const { org, directory } = this.#surroundings;
    if (scope === 'all') return directory.all().filter(({ traits }) => traits.device !== undefined);
    const { typeId, deviceId } = scope;
    const found = [deviceClientId(org, typeId, deviceId), gatewayClientId(org, typeId, deviceId)].map((key) => directory.find(key));
    return found.filter((client) => client !== undefined);
  }
}

/** The same words each time: refusals that say the same are counted as one. */
function away(): Refusal {
  return breach(167, 'The platform is away: a fault that was injected.', 'Wait, or clear the fault.');
}
