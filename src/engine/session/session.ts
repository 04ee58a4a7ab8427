import type { Secrets } from '../../profiles/secrets.ts';
import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { usualModes, type AnswerModes } from '../../replies/answerMode.ts';
import type { ReplyRule } from '../../replies/replyRule.ts';
import type { DeviceAnswer, DeviceRequest, JobSpec, PublishOutcome, ServerAnswer } from '../../rpc/device/deviceRequest.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { RestAction, RestActionStatus } from '../../rpc/restAction.ts';
import type { SessionState } from '../../rpc/session/sessionState.ts';
import type { TrafficNote, TrafficRecord } from '../../rpc/log/traffic.ts';
import { clientIdOf } from '../../wiotp/clientId.ts';
import type { Message, Qos } from '../../wiotp/message.ts';
import { DeviceManagement } from '../agent/deviceManagement.ts';
import { SessionJobs } from '../jobs/sessionJobs.ts';
import type { OwnConnections } from '../ownConnections.ts';
import { RestClient } from '../rest/restClient.ts';
import type { ConnectionEnd } from './endings.ts';
import { Lifeline } from './lifeline.ts';
import type { MqttConnection } from './mqttConnection.ts';
import { openConnection } from './openConnection.ts';
import { Outbox } from './outbox.ts';
import { checkPublish } from './publishRules.ts';
import { ResendingStore } from './resendingStore.ts';
import { noManagement, notConnected } from './sessionRefusals.ts';
import { Subscriptions } from './subscriptions.ts';
import type { Undelivered } from './undelivered.ts';

/** What a session works with. */
export interface SessionSurroundings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly uuid: () => string;
  readonly own: OwnConnections;
  /** Takes everything that crosses the session's connections. */
  readonly record: (record: TrafficRecord) => void;
  readonly whenReady: (run: () => void) => void;
  /** Gives each network connection of the session a name of its own among all of this engine. */
  readonly nameConnection: () => string;
  /** The state is another one now. */
  readonly changed: () => void;
}

/** One live connection of one profile, over as many network connections as it takes: a device, a gateway or an application. */
export class Session {
  readonly #settings: SessionSettings;
  readonly #secrets: Secrets;
  readonly #with: SessionSurroundings;
  readonly #lifeline: Lifeline;
  readonly #subscriptions: Subscriptions;
  readonly #outbox: Outbox;
  readonly #jobs: SessionJobs;
  /** Absent for applications and on Quickstart. */
  readonly #management: DeviceManagement | undefined;
  readonly #rest: RestClient;
  readonly #stores: { readonly outgoing: ResendingStore; readonly incoming: ResendingStore } | undefined;
  /** The connection as soon as it is accepted; the lifeline gives it out when it has its subscriptions, too. */
  #accepted: MqttConnection | undefined;
  /** Ends when the platform has answered the Manage requests of a new connection, or has not. */
  #managing: Promise<void> | undefined;

  /** Nothing happens before {@link start}. `undelivered` is what an earlier session of the profile could not deliver. */
  constructor(settings: SessionSettings, secrets: Secrets, surroundings: SessionSurroundings, undelivered: readonly Undelivered[] = []) {
    const { clock, random, uuid, changed } = surroundings;
    this.#settings = settings;
    this.#secrets = secrets;
    this.#with = surroundings;
    this.#rest = new RestClient(settings, secrets);
    this.#stores = settings.cleanSession ? undefined : { outgoing: new ResendingStore(), incoming: new ResendingStore() };
    this.#subscriptions = new Subscriptions(settings, changed);
    this.#outbox = new Outbox({ clock, durable: !settings.cleanSession, changed }, undelivered);
    this.#lifeline = new Lifeline({
      clientId: clientIdOf(settings.identity),
      clock,
      random,
      changed: () => this.#lifelineChanged(),
      open: (signal, ended) => this.#open(signal, ended),
    });
    this.#jobs = new SessionJobs({
      clock,
      random,
      uuid,
      changed,
      isReady: () => this.#lifeline.connection !== undefined,
      publish: (message) => this.#publishNow(message),
    });
    const { identity, management } = settings;
    const { ca } = settings.endpoint.tls;
    if (management === undefined || identity.sender === 'application') return;
    this.#management = new DeviceManagement({
      identity,
      management,
      clock,
      newReqId: uuid,
      changed,
      publish: (message, note) => this.#send(this.#accepted, message, note),
      restart: (pauseMs, reason) => this.#lifeline.restart(pauseMs, reason),
      ...(ca === undefined ? {} : { ca }),
    });
  }

  get state(): SessionState {
    const { phase, reason = this.#jobs.note, failed } = this.#lifeline;
    return {
      id: this.#settings.id,
      phase,
      ...(reason === undefined ? {} : { reason }),
      failed,
      sessionPresent: this.#accepted?.sessionPresent ?? false,
      subscriptions: this.#subscriptions.states,
      devices: this.#management?.states ?? [],
      modes: this.#management?.modes ?? usualModes,
      waiting: this.#outbox.waiting,
      undelivered: this.#outbox.shown,
      jobs: this.#jobs.states,
    };
  }

  get phase(): SessionState['phase'] {
    return this.#lifeline.phase;
  }

  /** Whether the session has ended or never began. */
  get isClosed(): boolean {
    return this.#lifeline.phase === 'closed';
  }

  /** The user's messages that could not be delivered. */
  get undelivered(): readonly Undelivered[] {
    return this.#outbox.undelivered;
  }

  /**
   * Connects, as soon as what was `before` is over, and subscribes; then it is connected. If the settings say so, it manages, too, and
   * resolves when that is answered or is not.
   * @throws Refusal that names the cause.
   */
  async start(before?: Promise<void>): Promise<void> {
    await this.#lifeline.start(before);
    await this.#managing;
  }

  /** Ends the session. What the user sent and is not delivered counts as undelivered from now on, even before this resolves. */
  async stop(): Promise<void> {
    await this.#lifeline.stop();
  }

  /**
   * Publishes and waits for the acknowledgement; the note goes into the log with the message. Without a connection, a message with QoS 1 or 2 is kept until there is one.
   * @throws Refusal before anything is sent when the platform would refuse it; for QoS 0 when there is no connection; as
   * {@link Outbox.publish}.
   */
  async publish(message: Message, note?: TrafficNote): Promise<PublishOutcome> {
    checkPublish(this.#settings, message);
    if (message.qos > 0) {
      if (this.isClosed) throw this.#notConnected();
      return this.#outbox.publish(message, note);
    }
    await this.#send(this.#lifeline.connection, message, note);
    return 'written';
  }

  /** Subscribes, now and on every later connection; gives the granted QoS. @throws Refusal as {@link Subscriptions.add}. */
  async subscribe(filter: string, qos: Qos): Promise<number> {
    const { connection } = this.#lifeline;
    if (connection === undefined) throw this.#notConnected();
    return this.#subscriptions.add(connection, filter, qos);
  }

  /** @throws Refusal as {@link Subscriptions.remove}. */
  async unsubscribe(filter: string): Promise<void> {
    await this.#subscriptions.remove(this.#lifeline.connection, filter);
  }

  /** Publishes what could not be delivered once more. @throws Refusal when the session is over. */
  resendUndelivered(): void {
    if (this.isClosed) throw this.#notConnected();
    this.#outbox.resend();
  }

  discardUndelivered(): void {
    this.#outbox.discard();
  }

  /** @throws Refusal for a session without Device Management, and as {@link DeviceManagement.request}. */
  async request(request: DeviceRequest): Promise<ServerAnswer> {
    const management = this.#managed();
    if (this.#lifeline.connection === undefined) throw this.#notConnected();
    return management.request(request);
  }

  /** @throws Refusal as {@link DeviceManagement.answer}. */
  async answer(key: string, answer: DeviceAnswer): Promise<void> {
    await this.#managed().answer(key, answer);
  }

  setModes(modes: AnswerModes): void {
    this.#managed().setModes(modes);
  }

  setReplies(rules: readonly ReplyRule[]): void {
    this.#management?.setReplies(rules);
  }

  async startAction(action: RestAction): Promise<string> {
    return this.#rest.startAction(action);
  }

  async actionStatus(reqId: string): Promise<RestActionStatus> {
    return this.#rest.actionStatus(reqId);
  }

  /** Begins a publish job and gives its ID. @throws Refusal as {@link SessionJobs.start}. */
  async startJob(spec: JobSpec): Promise<string> {
    if (this.#lifeline.connection === undefined) throw this.#notConnected();
    return this.#jobs.start(spec);
  }

  /** Ends one job, or all of them. */
  stopJob(id?: string): void {
    this.#jobs.stop(id);
    this.#with.changed();
  }

  #open(signal: AbortSignal, ended: (end: ConnectionEnd) => void): Promise<MqttConnection> {
    const { clock, own, whenReady, record, nameConnection } = this.#with;
    let accepted: MqttConnection | undefined;
    const options = {
      settings: this.#settings,
      secrets: this.#secrets,
      own,
      clock,
      name: nameConnection(),
      stores: this.#stores,
      explain: (peer: string) => own.explanation(peer, this.#settings.endpoint.port),
      whenReady,
      record: (crossed: TrafficRecord) => {
        record(crossed);
        this.#management?.observe(crossed);
      },
      subscribe: (connection: MqttConnection) => this.#subscriptions.establish(connection),
      accepted: (connection: MqttConnection) => (this.#accepted = accepted = connection),
      subscribed: () => {
        // A device that goes away again at once manages when it is back.
        if (this.#lifeline.isRestarting) return;
        // A connection that is lost meanwhile says so itself.
        this.#managing = this.#management?.connected().catch(() => undefined);
      },
      ended: (end: ConnectionEnd) => {
        // One that was given up may be slow to end, and have a successor by then.
        if (this.#accepted === accepted) {
          this.#accepted = undefined;
          this.#subscriptions.lost();
          this.#management?.disconnected(end.why);
        }
        ended(end);
      },
    };
    return openConnection(options, signal);
  }

  #lifelineChanged(): void {
    this.#outbox.use(this.#lifeline.connection);
    if (this.isClosed) {
      this.#rest.close();
      this.#jobs.stop();
      this.#outbox.end(this.#lifeline.reason ?? 'The connection was closed before the message was delivered.');
      this.#management?.ended();
    }
    this.#with.changed();
  }

  async #publishNow(message: Message): Promise<void> {
    checkPublish(this.#settings, message);
    await this.#send(this.#lifeline.connection, message);
  }

  async #send(connection: MqttConnection | undefined, message: Message, note?: TrafficNote): Promise<void> {
    if (connection === undefined) throw this.#notConnected();
    await connection.publish(message, note === undefined ? {} : { note });
  }

  #managed(): DeviceManagement {
    if (this.#management === undefined) throw noManagement(this.#settings);
    return this.#management;
  }

  #notConnected(): Error {
    return notConnected(this.#settings, this.isClosed);
  }
}
