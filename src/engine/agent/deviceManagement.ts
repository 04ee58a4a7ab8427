import type { ManagementChoice } from '../../profiles/profile.ts';
import type { AnswerModes } from '../../replies/answerMode.ts';
import type { ReplyRule } from '../../replies/replyRule.ts';
import type { DeviceAnswer, DeviceRequest, ServerAnswer } from '../../rpc/deviceRequest.ts';
import type { DeviceName } from '../../rpc/deviceState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { ManagedState } from '../../rpc/sessionState.ts';
import type { TrafficNote, TrafficRecord } from '../../rpc/traffic.ts';
import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { Message } from '../../wiotp/message.ts';
import { checkId } from '../../wiotp/names.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { fetchImages, type Fetch } from './download/fetchImage.ts';
import { ManagedDevice } from './managedDevice.ts';
import { Outbox } from './outbox.ts';
import { notPending } from './responder.ts';

/** What Device Management works with. */
export interface DeviceManagementOptions {
  /** A device or a gateway. */
  readonly identity: Exclude<ClientIdentity, { sender: 'application' }>;
  readonly management: ManagementChoice;
  readonly clock: Clock;
  /** Makes a reqId that was never used. */
  readonly newReqId: () => string;
  /** Sends a message on the connection that is there now; the note goes into the log with it. Fails without one. */
  readonly publish: (message: Message, note?: TrafficNote) => Promise<void>;
  /** Disconnects, stays away for so many milliseconds, and connects and manages again, as a device does that restarts. */
  readonly restart: (pauseMs: number, reason: string) => Promise<void>;
  /** Some state is another one now. */
  readonly changed: () => void;
  /** An authority that is trusted besides the system's when an image is really fetched, as PEM: the embedded platform's. */
  readonly ca?: string;
}

/** How long a device that restarts stays away, in milliseconds. */
const awayMs = 1_000;

/** A gateway can be made to speak for any device that there is a name for; more than this are not kept. */
const mostDevices = 500;

/** The Device Management side of one session: of the client itself, and of the devices behind it if it is a gateway. */
export class DeviceManagement {
  readonly #options: DeviceManagementOptions;
  readonly #outbox: Outbox;
  readonly #fetch: Fetch;
  readonly #client: ManagedDevice;
  /** Behind the gateway, by type and ID. */
  readonly #behind = new Map<string, ManagedDevice>();
  /** Devices that restart: they manage when they are back, whatever the profile says. */
  readonly #returning = new Set<ManagedDevice>();
  readonly #pauses = new Set<Timer>();
  #modes: AnswerModes;
  #rules: readonly ReplyRule[] = [];
  #keys = 0;

  constructor(options: DeviceManagementOptions) {
    const { identity, management, publish, clock, ca } = options;
    this.#options = options;
    this.#modes = management.answers;
    this.#outbox = new Outbox(publish);
    this.#fetch = fetchImages({ clock, ca });
    const { typeId, deviceId } = identity;
    // [D-gw] A gateway names itself in its topics, too.
    this.#client = this.#newDevice(deviceId, identity.sender === 'gateway' ? { typeId, deviceId } : undefined, undefined);
  }

  /** The client itself first, then the devices behind it in the order in which they were first spoken for. */
  get states(): readonly ManagedState[] {
    return this.#all.map(({ state }) => state);
  }

  get modes(): AnswerModes {
    return this.#modes;
  }

  /** How requests are answered from now on; those that wait already stay the user's. */
  setModes(modes: AnswerModes): void {
    this.#modes = modes;
    this.#options.changed();
  }

  /** The rules of all replies files. */
  setReplies(rules: readonly ReplyRule[]): void {
    this.#rules = rules;
    for (const device of this.#all) device.forgetReplyUses();
  }

  /** Hears one record of the connection, whoever caused it. Never throws. */
  observe(record: TrafficRecord): void {
    // Most traffic is events and commands, and this runs for every message.
    if (!record.topic.startsWith('iotd')) return;
    const match = matchTopic(record.topic, 'device');
    if (match === undefined) return;
    const { typeId, deviceId } = match.parts;
    const name = typeId === undefined || deviceId === undefined ? undefined : { typeId, deviceId };
    // An answer to nobody makes nobody known.
    const device = match.kind.answer === undefined ? this.#known(name) : this.#deviceNamed(name);
    device?.observe(record, match);
  }

  /**
   * The subscriptions are there: manages, if the profile says so, the client itself and every device that was managed before. A
   * platform that refuses or says nothing leaves a note and is no failure.
   */
  async connected(): Promise<void> {
    const { automatic } = this.#options.management;
    const back = this.#all.filter((device) => {
      const wanted = automatic && (device === this.#client || device.belongs);
      return this.#returning.delete(device) || wanted;
    });
    await Promise.all(back.map((device) => device.comeBack()));
    for (const device of this.#all) device.observations.resume();
  }

  /**
   * Sends a request of the user's and waits for its answer.
   * @throws Refusal when the linter objects and it is not sent anyway, with the rule `lintObjection`; when no answer comes within
   * 10 s; when the connection is lost; and for another device than a gateway can speak for.
   */
  async request({ device, ...request }: DeviceRequest): Promise<ServerAnswer> {
    const known = this.#deviceNamed(device);
    if (known === undefined) throw notOurs(device);
    return known.request(request);
  }

  /**
   * Answers a pending request, and does what a device does after that answer: restarts, downloads, updates.
   * @throws Refusal when none waits under this key, or the linter objects and it is not sent anyway.
   */
  async answer(key: string, answer: DeviceAnswer): Promise<void> {
    const device = this.#all.find((candidate) => candidate.hasPending(key));
    if (device === undefined) throw notPending;
    await device.answer(key, answer);
  }

  /** The connection is over. Requests of the platform stay pending for the next one. */
  disconnected(why: Error): void {
    this.#cancelPauses();
    for (const device of this.#all) device.disconnected(why);
  }

  /** The session is over; nothing is sent or timed any more. */
  ended(): void {
    this.#cancelPauses();
    for (const device of this.#all) device.ended();
  }

  get #all(): readonly ManagedDevice[] {
    return [this.#client, ...this.#behind.values()];
  }

  /** The client itself, or a device behind the gateway that was spoken for. */
  #known(name: DeviceName | undefined): ManagedDevice | undefined {
    const { typeId, deviceId } = this.#options.identity;
    if (name === undefined || (name.typeId === typeId && name.deviceId === deviceId)) return this.#client;
    return this.#behind.get(keyOf(name));
  }

  /** The same, and a device that was not spoken for is known from now on; `undefined` for one that the client cannot speak for. */
  #deviceNamed(name: DeviceName | undefined): ManagedDevice | undefined {
    const known = this.#known(name);
    if (known !== undefined || name === undefined) return known;
    const { typeId, deviceId } = name;
    const wrong = checkId('The device type', typeId) ?? checkId('The device ID', deviceId);
    if (this.#options.identity.sender !== 'gateway' || wrong !== undefined || !this.#hasRoom()) return undefined;
    const device = this.#newDevice(deviceId, { typeId, deviceId }, { typeId, deviceId });
    this.#behind.set(keyOf(name), device);
    this.#options.changed();
    return device;
  }

  /** Makes room for one more device behind the gateway, if need be by forgetting one of which there is nothing to say. */
  #hasRoom(): boolean {
    if (this.#behind.size < mostDevices) return true;
    const [idle] = [...this.#behind].find(([, { belongs, state }]) => !belongs && state.pending.length === 0) ?? [];
    if (idle === undefined) return false;
    this.#behind.get(idle)?.ended();
    return this.#behind.delete(idle);
  }

  #newDevice(deviceId: string, address: DeviceName | undefined, shown: DeviceName | undefined): ManagedDevice {
    const { identity, management, clock, newReqId, changed } = this.#options;
    const device: ManagedDevice = new ManagedDevice({
      deviceId,
      address,
      device: shown,
      sender: identity.sender,
      management,
      clock,
      newReqId,
      newKey: () => `request-${++this.#keys}`,
      outbox: this.#outbox,
      fetch: this.#fetch,
      modes: () => this.#modes,
      rules: () => this.#rules,
      restart: (reason) => this.#restart(device, reason),
      changed,
    });
    return device;
  }

  #restart(device: ManagedDevice, reason: string): void {
    const { clock, restart } = this.#options;
    this.#returning.add(device);
    if (device === this.#client) {
      // A session that ends meanwhile says so itself.
      restart(awayMs, reason).catch(() => undefined);
      return;
    }
    // The gateway stays; of the device nothing is heard for a while.
    device.disconnected(new Error(reason));
    const pause = clock.after(awayMs, () => {
      this.#pauses.delete(pause);
      // A connection that is lost meanwhile says so itself, and the device comes back with the next.
      if (this.#returning.delete(device)) device.comeBack().catch(() => this.#returning.add(device));
    });
    this.#pauses.add(pause);
  }

  #cancelPauses(): void {
    for (const pause of this.#pauses) pause.cancel();
    this.#pauses.clear();
  }
}

function keyOf({ typeId, deviceId }: DeviceName): string {
  return `${typeId}/${deviceId}`;
}

function notOurs(device: DeviceName | undefined): Refusal {
  const name = device === undefined ? 'This device' : `${device.typeId}:${device.deviceId}`;
  return new Refusal(`The connection cannot speak for ${name}.`, {
    rule: 'only a gateway speaks for other devices, which have IDs of 1 to 36 characters, and for 500 at most',
    advice: 'Use the connection of the device itself, or that of its gateway.',
  });
}
