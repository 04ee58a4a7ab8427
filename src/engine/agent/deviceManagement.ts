import type { ManagementChoice } from '../../profiles/profile.ts';
import type { AnswerModes } from '../../replies/answerMode.ts';
import type { ReplyRule } from '../../replies/replyRule.ts';
import type { DeviceAnswer, DeviceRequest, ServerAnswer } from '../../rpc/device/deviceRequest.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { ManagedState } from '../../rpc/session/sessionState.ts';
import type { TrafficNote, TrafficRecord } from '../../rpc/log/traffic.ts';
import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { Message } from '../../wiotp/message.ts';
import { checkId } from '../../wiotp/names.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { fetchImages, type Fetch } from './download/fetchImage.ts';
import { ManagedDevice } from './managedDevice.ts';
import { OwnMessages } from './ownMessages.ts';
import { RequestBudget } from './requestBudget.ts';
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

/** Of these, so many at most are known only because somebody asked something of them. */
const mostUninvited = 50;

/** The Device Management side of one session: of the client itself, and of the devices behind it if it is a gateway. */
export class DeviceManagement {
  readonly #options: DeviceManagementOptions;
  readonly #own: OwnMessages;
  readonly #budget = new RequestBudget();
  readonly #fetch: Fetch;
  readonly #client: ManagedDevice;
  /** Behind the gateway, by type and ID. */
  readonly #behind = new Map<string, ManagedDevice>();
  /** Those of them that only requests of the platform made known, the oldest first. */
  readonly #uninvited = new Set<string>();
  /** Devices that restart: they manage when they are back, whatever the profile says. */
  readonly #returning = new Set<ManagedDevice>();
  readonly #pauses = new Set<Timer>();
  #modes: AnswerModes;
  #rules: readonly ReplyRule[] = [];
  #keys = 0;
  /** There is a connection that is ready for answers. */
  #isHere = false;

  constructor(options: DeviceManagementOptions) {
    const { identity, management, publish, clock, ca } = options;
    this.#options = options;
    this.#modes = management.answers;
    this.#own = new OwnMessages(publish);
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
    const device = match.kind.answer === undefined ? this.#known(name) : this.#deviceNamed(name, record.direction === 'up');
    device?.observe(record, match);
  }

  /**
   * The subscriptions are there: answers what waited for that, and manages every device that was managed before and, if the profile
   * says so, the client itself. A platform that refuses or says nothing leaves a note and is no failure.
   */
  async connected(): Promise<void> {
    const { automatic } = this.#options.management;
    this.#isHere = true;
    for (const device of this.#all) device.back();
    const managing = this.#all.filter((device) => this.#returning.has(device) || device.belongs || (automatic && device === this.#client));
    await Promise.all(managing.map((device) => this.#comeBack(device)));
    for (const device of this.#all) device.observations.resume();
  }

  /**
   * Sends a request of the user's and waits for its answer.
   * @throws Refusal when the linter objects and it is not sent anyway, with the rule `lintObjection`; when no answer comes within
   * 10 s; when the connection is lost; and for another device than a gateway can speak for.
   */
  async request({ device, ...request }: DeviceRequest): Promise<ServerAnswer> {
    const known = this.#deviceNamed(device, true);
    if (known === undefined) throw notOurs(device);
    return known.request(request);
  }

  /**
   * Answers a pending request, and does what a device does after that answer: restarts, downloads, updates.
   * @throws Refusal when none waits under this key, or the linter objects and it is not sent anyway.
   */
  async answer(key: string, answer: DeviceAnswer): Promise<void> {
    const device = this.#all.find((candidate) => candidate.hasPending(key));
    if (device === undefined) throw notPending();
    await device.answer(key, answer);
  }

  /** The connection is over. Requests of the platform stay pending for the next one. */
  disconnected(why: Error): void {
    this.#cancelPauses();
    this.#isHere = false;
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

  /**
   * The same, and a device that was not spoken for is known from now on: `invited` when it was the user who spoke for it. `undefined`
   * for one that the client cannot speak for.
   */
  #deviceNamed(name: DeviceName | undefined, invited: boolean): ManagedDevice | undefined {
    const known = this.#known(name);
    if (name === undefined) return known;
    const key = keyOf(name);
    if (invited) this.#uninvited.delete(key);
    if (known !== undefined) return known;
    const { typeId, deviceId } = name;
    const wrong = checkId('The device type', typeId) ?? checkId('The device ID', deviceId);
    if (this.#options.identity.sender !== 'gateway' || wrong !== undefined || !this.#hasRoom(invited)) return undefined;
    const device = this.#newDevice(deviceId, { typeId, deviceId }, { typeId, deviceId });
    this.#behind.set(key, device);
    if (!invited) this.#uninvited.add(key);
    this.#options.changed();
    return device;
  }

  /** Makes room for one more device behind the gateway, if need be by forgetting one of which there is nothing to say. */
  #hasRoom(invited: boolean): boolean {
    if (!invited && this.#uninvited.size >= mostUninvited && !this.#forgetOne(this.#uninvited)) {
      this.#client.say(`More than ${mostUninvited} devices that nobody spoke for were asked something; the others were not heard.`);
      return false;
    }
    return this.#behind.size < mostDevices || this.#forgetOne(this.#behind.keys());
  }

  /** Forgets the first of these devices of which there is nothing to say; tells whether there was one. */
  #forgetOne(keys: Iterable<string>): boolean {
    for (const key of keys) {
      const device = this.#behind.get(key);
      if (device === undefined || device.belongs || device.state.pending.length > 0) continue;
      device.ended();
      this.#returning.delete(device);
      this.#uninvited.delete(key);
      return this.#behind.delete(key);
    }
    return false;
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
      own: this.#own,
      budget: this.#budget,
      fetch: this.#fetch,
      modes: () => this.#modes,
      rules: () => this.#rules,
      restart: (reason) => this.#restart(device, reason),
      changed,
    });
    if (this.#isHere) device.back();
    return device;
  }

  async #comeBack(device: ManagedDevice): Promise<void> {
    await device.comeBack();
    this.#returning.delete(device);
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
      if (!this.#returning.has(device)) return;
      device.back();
      // A connection that is lost meanwhile says so itself, and the device comes back with the next.
      this.#comeBack(device).catch(() => undefined);
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
