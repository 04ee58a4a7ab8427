import { member } from '../../lint/json.ts';
import type { ManagementChoice } from '../../profiles/profile.ts';
import type { DeviceAnswer, DeviceRequest, DeviceRequestKind, ServerAnswer } from '../../rpc/deviceRequest.ts';
import type { JsonObject } from '../../rpc/deviceState.ts';
import type { ManagedState } from '../../rpc/sessionState.ts';
import type { TrafficNote, TrafficRecord } from '../../rpc/traffic.ts';
import { kindNamed, type CatalogKind } from '../../wiotp/catalog.ts';
import { parseObject, readEnvelope } from '../../wiotp/envelope.ts';
import { Refusal, refusalText } from '../../wiotp/refusal.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';
import type { ActingDevice } from './behaviour.ts';
import { DeviceAttributes } from './deviceAttributes.ts';
import { deviceMessage } from './deviceMessage.ts';
import type { Fetch } from './download/fetchImage.ts';
import { Exchange, type OpenRequest } from './exchange.ts';
import { fieldsIn } from './fieldList.ts';
import { Firmware } from './firmware/firmware.ts';
import { readRequest } from './incomingRequest.ts';
import { isSuccess } from './isSuccess.ts';
import { manageDetails, usualDeviceInfo } from './manageRequest.ts';
import { checkDeparture } from './objection.ts';
import { Observations } from './observations.ts';
import { refusedText, Registration } from './registration.ts';
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
  readonly attributes: DeviceAttributes;
  readonly observations: Observations;
  readonly firmware: Firmware;
  #note: string | undefined;
  #wasManaged = false;
  #state: ManagedState | undefined;

  constructor(options: ManagedDeviceOptions) {
    const { clock, management, deviceId, fetch } = options;
    this.#options = options;
    this.#exchange = new Exchange(clock);
    // A connection that is lost meanwhile says so itself and manages again when it is back.
    this.#registration = new Registration(clock, (lifetime) => void this.#manage(lifetime).catch(() => undefined));
    this.observations = new Observations((fields) => options.outbox.send(deviceMessage('dm.notify', { d: { fields } }, options.address)));
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
    this.#responder = new Responder(this, { ...options, say: (note) => this.#say(note), changed: () => this.#changed() });
  }

  get supports(): ManagementChoice['supports'] {
    return this.#options.management.supports;
  }

  /** The same object until something changes. */
  get state(): ManagedState {
    return (this.#state ??= this.#newState());
  }

  /** Whether it is managed, or was when the connection was lost. */
  get belongs(): boolean {
    return this.#registration.managed || this.#wasManaged;
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

  /** Manages on a new connection, and reports what could not be reported. A platform that refuses or says nothing leaves a note. */
  async comeBack(): Promise<void> {
    this.#wasManaged = false;
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
    return this.#responder.pending.has(key);
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
    this.observations.clear();
  }

  /** The connection is over. Requests of the platform stay pending for the next one. */
  disconnected(why: Error): void {
    this.#wasManaged = this.belongs;
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

  #manageDetails(lifetimeSeconds = this.#options.management.lifetimeSeconds): JsonObject {
    return manageDetails({ lifetimeSeconds, supports: this.supports }, this.attributes);
  }

  /** Sends a Manage request; one without an answer leaves a note. */
  async #manage(lifetimeSeconds?: number): Promise<void> {
    const answer = await this.#ask('dm.manage', this.#manageDetails(lifetimeSeconds), this.#options.newReqId());
    if (answer !== undefined) return;
    this.#registration.end();
    this.#say(refusalText(noAnswer('dm.manage')));
  }

  #ask(kind: DeviceRequestKind, d: JsonObject | undefined, reqId: string, note?: TrafficNote): Promise<ServerAnswer | undefined> {
    if (kind === 'dm.notify') this.#reported({ d });
    return this.#exchange.ask(reqId, { kind, d }, () => this.#options.outbox.send(this.#message(kind, d, reqId), note));
  }

  #message(kind: DeviceRequestKind, d: JsonObject | undefined, reqId: string) {
    return deviceMessage(kind, { ...(d === undefined ? {} : { d }), reqId }, this.#options.address);
  }

  /** Something left: what the agent did not send itself, the user published by hand. */
  #left(record: TrafficRecord, { kind }: TopicMatch): void {
    // What a lasting session sends once more, it has sent before.
    if (record.dup || this.#options.outbox.has(record)) return;
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
    else if (request.kind === 'dm.location') this.attributes.located(request.d);
  }

  #answered({ kind, d }: OpenRequest, answer: ServerAnswer): void {
    if (!isSuccess(answer.rc)) {
      if (kind === 'dm.manage') this.#notManaged(refusedText(answer));
    } else if (kind === 'dm.manage') {
      const lifetime = member(d, 'lifetime');
      this.#registration.begin(typeof lifetime === 'number' ? lifetime : 0);
      this.attributes.managed(d);
      this.#note = undefined;
    } else if (kind === 'dm.unmanage') {
      this.observations.clear();
      this.#notManaged(undefined);
    } else if (kind === 'dm.location') this.attributes.located(d);
    this.#changed();
  }

  #notManaged(note: string | undefined): void {
    this.#registration.end();
    this.#wasManaged = false;
    this.#note = note;
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
    if (this.#registration.managed) this.#manage().catch(() => undefined);
  }

  #say(note: string): void {
    this.#note = note;
    this.#changed();
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
      pending: this.#responder.pending.all,
      firmware: this.firmware.state,
      observed: this.observations.observed,
    };
  }
}

function deviceRequest({ name, answer }: CatalogKind): DeviceRequestKind | undefined {
  return answer?.kind === 'dm.serverResponse' ? (name as DeviceRequestKind) : undefined;
}

function noAnswer(kind: DeviceRequestKind): Refusal {
  return new Refusal(`The platform did not answer the ${kindNamed(kind).title} within 10 s.`, {
    rule: 'a request with a reqId is answered',
    advice: 'Check that the platform offers Device Management and that the device is registered there.',
  });
}
