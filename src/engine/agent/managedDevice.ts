import { member } from '../../lint/json.ts';
import type { ManagementChoice } from '../../profiles/profile.ts';
import type { DeviceAnswer, DeviceRequest, DeviceRequestKind, ServerAnswer } from '../../rpc/device/deviceRequest.ts';
import type { JsonObject } from '../../rpc/device/deviceState.ts';
import type { ManagedState } from '../../rpc/session/sessionState.ts';
import type { TrafficNote, TrafficRecord } from '../../rpc/log/traffic.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import { parseObject, readEnvelope } from '../../wiotp/envelope.ts';
import { refusalText } from '../../wiotp/refusal.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';
import type { ActingDevice } from './behaviour.ts';
import { checkDeparture } from './checkDeparture.ts';
import { DeviceAttributes } from './deviceAttributes.ts';
import { deviceMessage } from './deviceMessage.ts';
import type { Fetch } from './download/fetchImage.ts';
import { Exchange, type OpenRequest } from './exchange.ts';
import { fieldsIn } from './fieldList.ts';
import { Firmware } from './firmware/firmware.ts';
import { readRequest } from './incomingRequest.ts';
import { isSuccess } from './isSuccess.ts';
import { LastManage } from './lastManage.ts';
import { manageDetails, usualDeviceInfo } from './manageRequest.ts';
import { noAnswer } from './noAnswer.ts';
import { Observations } from './observations.ts';
import { dormantText, refusedText, Registration, retryLater } from './registration.ts';
import { Responder, type ResponderOptions } from './responder.ts';

/** What a managed device works with. */
export interface ManagedDeviceOptions extends Omit<ResponderOptions, 'say'> {
  readonly deviceId: string;
  readonly management: ManagementChoice;
  /** Makes a reqId that was never used. */
  readonly newReqId: () => string;
  readonly fetch: Fetch;
  /** Goes and comes back as a device that restarts; it is managed again then. */
  readonly restart: (reason: string) => void;
}

/**
 * One device in Device Management: the client itself, or one behind a gateway. It hears everything that crosses the connection, so
 * it also knows about what the user publishes by hand.
 */
export class ManagedDevice implements ActingDevice {
  readonly #options: ManagedDeviceOptions;
  readonly #exchange: Exchange;
  readonly #registration: Registration;
  readonly #responder: Responder;
  readonly #lastManage = new LastManage();
  readonly attributes: DeviceAttributes;
  readonly observations: Observations;
  readonly firmware: Firmware;
  #note: string | undefined;
  #belongs = false;
  #state: ManagedState | undefined;

  constructor(options: ManagedDeviceOptions) {
    const { clock, management, deviceId, fetch } = options;
    this.#options = options;
    this.#exchange = new Exchange(clock);
    this.#registration = new Registration({ clock, renew: () => void this.#renew(), lapsed: () => this.say(dormantText) });
    this.observations = new Observations((fields) => options.own.send(deviceMessage('dm.notify', { d: { fields } }, options.address)));
    this.firmware = new Firmware({
      clock,
      download: management.download,
      fetch,
      report: (changed) => this.observations.report('mgmt.firmware', changed),
      installed: (version) => this.#installed(version),
      changed: () => this.#changed(),
    });
    const deviceInfo = { ...usualDeviceInfo(deviceId), ...management.deviceInfo };
    this.attributes = new DeviceAttributes({ deviceInfo, metadata: management.metadata }, this.firmware);
    this.#responder = new Responder(this, { ...options, say: (note) => this.say(note), changed: () => this.#changed() });
  }

  get supports(): ManagementChoice['supports'] {
    return this.#lastManage.supports ?? this.#options.management.supports;
  }

  /** The same object until something changes. */
  get state(): ManagedState {
    return (this.#state ??= this.#newState());
  }

  /** Whether the platform accepted it once, and nobody has taken that back: it manages again on every connection. */
  get belongs(): boolean {
    return this.#belongs;
  }

  /** Hears a message of Device Management that crossed the connection, of which the match says what it is. */
  observe(record: TrafficRecord, match: TopicMatch): void {
    const { kind } = match;
    if (record.direction === 'up') return this.#left(record, match);
    if (kind.name === 'dm.serverResponse') {
      const { reqId, rc, message } = readEnvelope(record.payload);
      if (reqId === undefined || rc === undefined) return;
      const answer = { rc, ...(message === undefined ? {} : { message }) };
      return this.#exchange.answered(reqId, answer, (request) => this.#answered(request, answer));
    }
    const request = readRequest(record, match);
    if (request !== undefined) this.#responder.asked(request);
  }

  /** The device is here from now on, and answers what it was asked while it was not. */
  back(): void {
    this.#responder.back();
  }

  /** Manages on a new connection, and reports what could not be reported. A platform that refuses or says nothing leaves a note. */
  async comeBack(): Promise<void> {
    await this.#manage();
    this.observations.resume();
  }

  /** @throws Refusal as `DeviceManagement.request`. */
  async request({ kind, d, anyway }: Omit<DeviceRequest, 'device'>): Promise<ServerAnswer> {
    const { sender } = this.#options;
    const details = d ?? (kind === 'dm.manage' ? this.#manageDetails() : undefined);
    const reqId = this.#options.newReqId();
    const message = this.#message(kind, details, reqId);
    const note = checkDeparture({ message, sender, anyway: anyway === true });
    const answer = await this.#ask(kind, details, reqId, note);
    if (answer === undefined) throw noAnswer(kind);
    return answer;
  }

  hasPending(key: string): boolean {
    return this.#responder.hasPending(key);
  }

  /** @throws Refusal as `DeviceManagement.answer`. */
  answer(key: string, answer: DeviceAnswer): Promise<void> {
    return this.#responder.answer(key, answer);
  }

  forgetReplyUses(): void {
    this.#responder.forgetUses();
  }

  restart(reason: string): void {
    this.#options.restart(reason);
  }

  reset(): void {
    this.firmware.reset();
    this.attributes.reset();
    this.#lastManage.forget();
    this.observations.clear();
  }

  /** The connection is over, or the device restarts. Requests of the platform wait until it is back. */
  disconnected(why: Error): void {
    this.#responder.gone();
    this.#registration.end();
    this.#exchange.lost(why);
    this.firmware.connectionLost();
    this.#note = undefined;
    this.#changed();
  }

  /** The session is over; nothing is sent or timed any more. */
  ended(): void {
    this.#registration.end();
    this.#responder.end();
    this.firmware.stop();
    this.#state = undefined;
  }

  /** Tells the user something, in place of what was told before. */
  say(note: string): void {
    if (note === this.#note) return;
    this.#note = note;
    this.#changed();
  }

  #manageDetails(): JsonObject {
    return this.#lastManage.repeated(this.attributes) ?? manageDetails(this.#options.management, this.attributes);
  }

  /** Sends a Manage request. One that leads to nothing leaves a note, and is followed by another where that promises something. */
  async #manage(): Promise<void> {
    const answer = await this.#ask('dm.manage', this.#manageDetails(), this.#options.newReqId());
    if (answer === undefined) this.say(refusalText(noAnswer('dm.manage')));
    if (answer === undefined ? this.#registration.managed : answer.rc === retryLater) this.#registration.again();
  }

  /** Manages again, by itself and in good time. */
  async #renew(): Promise<void> {
    try {
      await this.#manage();
    } catch (error) {
      // A connection that is lost says so itself, and the device manages when it is back.
      if (!this.#registration.managed) return;
      this.say(`The Manage request cannot be sent: ${error instanceof Error ? error.message : String(error)}`);
      this.#registration.again();
    }
  }

  #ask(kind: DeviceRequestKind, d: JsonObject | undefined, reqId: string, note?: TrafficNote): Promise<ServerAnswer | undefined> {
    if (kind === 'dm.notify') this.#reported({ d });
    return this.#exchange.ask(reqId, { kind, d }, () => this.#options.own.send(this.#message(kind, d, reqId), note));
  }

  #message(kind: DeviceRequestKind, d: JsonObject | undefined, reqId: string) {
    return deviceMessage(kind, { ...(d === undefined ? {} : { d }), reqId }, this.#options.address);
  }

  /** Something left: what the agent did not send itself, the user published by hand. */
  #left(record: TrafficRecord, { kind }: TopicMatch): void {
    // What a lasting session sends once more, it has sent before.
    if (record.dup || this.#options.own.has(record)) return;
    const payload = parseObject(record.payload);
    const { reqId } = readEnvelope(record.payload);
    if (kind.name === 'dm.deviceResponse') {
      if (reqId !== undefined) this.#responder.answeredByHand(reqId);
      return;
    }
    const name = deviceRequest(kind);
    if (name === undefined) return;
    if (name === 'dm.notify') this.#reported(payload);
    const request = { kind: name, d: member(payload, 'd') };
    if (reqId !== undefined) this.#exchange.expect(reqId, request);
    else this.#told(request);
  }

  #answered({ kind, d }: OpenRequest, answer: ServerAnswer): void {
    if (!isSuccess(answer.rc)) {
      if (kind === 'dm.manage') this.#refused(answer);
    } else if (kind === 'dm.manage') {
      const lifetime = member(d, 'lifetime');
      this.#registration.begin(typeof lifetime === 'number' ? lifetime : 0);
      this.attributes.managed(d);
      this.#lastManage.accepted(d, this.attributes);
      this.#belongs = true;
      this.#note = undefined;
    } else if (kind === 'dm.unmanage') {
      this.observations.clear();
      this.#lastManage.forget();
      this.#notManaged();
      this.#note = undefined;
    } else this.#told({ kind, d });
    this.#changed();
  }

  #refused(answer: ServerAnswer): void {
    if (answer.rc !== retryLater) this.#notManaged();
    this.#note = refusedText(answer);
  }

  #notManaged(): void {
    this.#registration.end();
    this.#belongs = false;
  }

  /** What the platform was told of attributes and has not refused, the device keeps. */
  #told({ kind, d }: OpenRequest): void {
    if (kind === 'dm.location') this.attributes.located(d);
    else if (kind === 'dm.notify') this.attributes.reported(fieldsIn({ d }));
  }

  /** The user says how far the firmware is. */
  #reported(payload: unknown): void {
    for (const { field, value } of fieldsIn(payload)) {
      if (field === 'mgmt.firmware') this.firmware.reported(value);
      else if (field.startsWith('mgmt.firmware.')) this.firmware.reported({ [field.slice('mgmt.firmware.'.length)]: value });
    }
  }

  /** The new version reaches the platform by a Manage request [JV]. */
  #installed(version: string): void {
    if (version === '') return;
    this.attributes.installed(version);
    this.observations.report('deviceInfo', { fwVersion: version });
    if (this.#registration.managed) void this.#renew();
  }

  #changed(): void {
    this.#state = undefined;
    this.#options.changed();
  }

  #newState(): ManagedState {
    const { device } = this.#options;
    const { managed, until } = this.#registration;
    return {
      ...(device === undefined ? {} : { device }),
      managed,
      ...(until === undefined ? {} : { until }),
      ...(this.#note === undefined ? {} : { note: this.#note }),
      pending: this.#responder.pending,
      firmware: this.firmware.state,
      observed: this.observations.observed,
    };
  }
}

function deviceRequest({ name, answer }: CatalogKind): DeviceRequestKind | undefined {
  return answer?.kind === 'dm.serverResponse' ? (name as DeviceRequestKind) : undefined;
}
