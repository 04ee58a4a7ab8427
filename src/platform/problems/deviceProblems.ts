import type { DeviceName, DeviceProblem } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { TrafficRecord } from '../../rpc/log/traffic.ts';
import { parseClientId } from '../../wiotp/clientId.ts';
import { deviceKey } from '../deviceKey.ts';
import { ClientWatch } from './clientWatch.ts';
import { EventSample } from './eventSample.ts';
import { ProblemList, type FoundProblem } from './problemList.ts';

/** What the problems are made of. */
export interface ProblemSurroundings {
  readonly org: string;
  readonly clock: Clock;
  readonly isRegistered: (device: DeviceName) => boolean;
  readonly isManaged: (device: DeviceName) => boolean;
  /** Called for a device that has a new problem. */
  readonly changed: (device: DeviceName) => void;
}

/** How many clients that have gone are remembered, in case they come back. */
const mostGone = 1000;

/** Everything that devices did and a strict platform minds, found by the linter in what crossed the platform. */
export class DeviceProblems {
  readonly #surroundings: ProblemSurroundings;
  readonly #lists = new Map<string, ProblemList>();
  readonly #watches = new Map<string, ClientWatch>();
  /** Clients that have gone, the first one first. */
  readonly #gone = new Set<string>();
  readonly #sample = new EventSample();

  constructor(surroundings: ProblemSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Looks at one thing that crossed the platform. */
  take(record: TrafficRecord): void {
    // A call over HTTP is no connection, and the one of MQTT goes on.
    if (record.event?.status !== undefined) return;
    const watch = this.#watches.get(record.clientId) ?? this.#newWatch(record);
    if (watch === undefined) return;
    watch.take(record);
    if (record.event !== undefined) this.#noteConnection(record);
  }

  /** The latest first. */
  of(device: DeviceName): readonly DeviceProblem[] {
    return this.#lists.get(deviceKey(device))?.all ?? [];
  }

  /** How many different errors and warnings a device has. */
  count(device: DeviceName): number {
    return this.#lists.get(deviceKey(device))?.count ?? 0;
  }

  /** The problems in Device Management that a device had since then, in milliseconds since the epoch; the latest first. */
  since(device: DeviceName, time: number): readonly DeviceProblem[] {
    return this.of(device).filter(({ last, topic }) => last >= time && (topic === undefined || topic.startsWith('iotdevice-1/')));
  }

  /** Requests of an action have timed out: what the device left undone about them is its problem. */
  overdue(device: DeviceName, reqIds: ReadonlySet<string>): void {
    for (const watch of this.#watches.values()) {
      if (watch.isGateway || deviceKey(watch.device) === deviceKey(device)) watch.overdue(device, reqIds);
    }
  }

  /** The device was removed. */
  forget(device: DeviceName): void {
    this.#lists.delete(deviceKey(device));
    for (const [clientId, watch] of this.#watches) {
      if (deviceKey(watch.device) === deviceKey(device)) this.#drop(clientId);
    }
  }

  /** Begins to watch a client that is a device or gateway of the organisation. */
  #newWatch({ clientId }: TrafficRecord): ClientWatch | undefined {
    if (!clientId.startsWith('d:') && !clientId.startsWith('g:')) return undefined;
    const identity = parseClientId(clientId);
    if (typeof identity === 'string' || identity.sender === 'application' || identity.org !== this.#surroundings.org) return undefined;
    const device = { typeId: identity.typeId, deviceId: identity.deviceId };
    const { isRegistered, isManaged } = this.#surroundings;
    if (!isRegistered(device)) return undefined;
    const watch = new ClientWatch({
      sender: identity.sender,
      device,
      managed: identity.sender === 'gateway' || isManaged(device),
      sample: this.#sample,
      found: (whom, problem) => this.#found(isRegistered(whom) ? whom : device, problem),
      withdrawn: (whom, problem) => this.#withdrawn(isRegistered(whom) ? whom : device, problem),
    });
    this.#watches.set(clientId, watch);
    return watch;
  }

  #found({ typeId, deviceId }: DeviceName, problem: FoundProblem): void {
    const device = { typeId, deviceId };
    const list = this.#lists.get(deviceKey(device)) ?? new ProblemList();
    this.#lists.set(deviceKey(device), list);
    if (list.add(problem, this.#surroundings.clock.now())) this.#surroundings.changed(device);
  }

  #withdrawn({ typeId, deviceId }: DeviceName, problem: FoundProblem): void {
    const device = { typeId, deviceId };
    if (this.#lists.get(deviceKey(device))?.withdraw(problem) === true) this.#surroundings.changed(device);
  }

  #noteConnection({ clientId, event }: TrafficRecord): void {
    this.#gone.delete(clientId);
    if (event?.kind !== 'connection.closed' && event?.kind !== 'connection.refused') return;
    this.#gone.add(clientId);
    if (this.#gone.size <= mostGone) return;
    const [oldest] = this.#gone;
    if (oldest !== undefined) this.#drop(oldest);
  }

  #drop(clientId: string): void {
    this.#watches.delete(clientId);
    this.#gone.delete(clientId);
  }
}
