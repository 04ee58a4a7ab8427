import type { SessionSettings, SessionState } from '../../rpc/engineContract.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { TrafficRecord } from '../../rpc/traffic.ts';
import type { Message } from '../../wiotp/message.ts';
import { Refusal, isRefusal, refusalText } from '../../wiotp/refusal.ts';
import { ManagedDevice, type Answer } from '../agent/managedDevice.ts';
import { PublishJob, type JobSpec } from '../jobs/publishJob.ts';
import type { OwnConnections } from '../ownConnections.ts';
import type { ConnectionEnd } from './endings.ts';
import { Lifeline } from './lifeline.ts';
import type { MqttConnection } from './mqttConnection.ts';
import { managementFilter, openConnection, subscribe } from './openConnection.ts';
import { checkPublish } from './publishRules.ts';
import { ResendingStore } from './resendingStore.ts';

/** What a session works with. */
export interface SessionSurroundings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly uuid: () => string;
  readonly own: OwnConnections;
  /** Takes everything that crosses the session's connections. */
  readonly record: (record: TrafficRecord) => void;
  readonly whenReady: (run: () => void) => void;
  /** The state is another one now. */
  readonly changed: () => void;
}

/** How long a restarting device is away, in milliseconds. */
const restartMs = 1_000;

/** One live connection of one profile: a device with its Device Management and its publish job. */
export class Session {
  readonly #settings: SessionSettings;
  readonly #token: string;
  readonly #with: SessionSurroundings;
  readonly #lifeline: Lifeline;
  readonly #device: ManagedDevice;
  readonly #stores: { readonly outgoing: ResendingStore; readonly incoming: ResendingStore } | undefined;
  /** The connection as soon as it has its subscriptions; the lifeline gives it out when it is managed, too. */
  #subscribed: MqttConnection | undefined;
  #connections = 0;
  #job: PublishJob | undefined;
  #jobNote: string | undefined;

  constructor(settings: SessionSettings, token: string, surroundings: SessionSurroundings) {
    const { clock, random, uuid, changed } = surroundings;
    this.#settings = settings;
    this.#token = token;
    this.#with = surroundings;
    this.#stores = settings.cleanSession ? undefined : { outgoing: new ResendingStore(), incoming: new ResendingStore() };
    this.#lifeline = new Lifeline({
      clock,
      random,
      changed: () => this.#lifelineChanged(),
      open: (signal, ended) => this.#open(signal, ended),
    });
    this.#device = new ManagedDevice({
      device: settings,
      clock,
      newReqId: uuid,
      changed,
      publish: (message) => this.#send(this.#subscribed, message),
    });
  }

  get state(): SessionState {
    const reason = this.#lifeline.reason ?? this.#device.note ?? this.#jobNote;
    return {
      id: this.#settings.id,
      phase: this.#lifeline.phase,
      ...(reason === undefined ? {} : { reason }),
      failed: this.#lifeline.failed,
      managed: this.#device.managed,
      pending: this.#device.pending,
      ...(this.#job === undefined ? {} : { job: this.#job.state }),
    };
  }

  /** Whether the session has ended or never began. */
  get isClosed(): boolean {
    return this.#lifeline.phase === 'closed';
  }

  /**
   * Connects, subscribes and, if the settings say so, manages.
   * @throws Refusal that names the cause.
   */
  async start(): Promise<void> {
    await this.#lifeline.start();
  }

  /** Ends the session. */
  async stop(): Promise<void> {
    await this.#lifeline.stop();
  }

  /**
   * Publishes and waits for the acknowledgement.
   * @throws Refusal before anything is sent when the platform would close the connection for it.
   */
  async publish(message: Message): Promise<void> {
    checkPublish(message);
    await this.#send(this.#lifeline.connection, message);
  }

  /** Sends a Manage request and waits for its answer. */
  async manage(): Promise<Answer> {
    const connection = this.#lifeline.connection;
    if (connection === undefined) throw this.#notConnected();
    if (!this.#settings.managed) await subscribe(connection, managementFilter);
    return this.#device.manage();
  }

  /** Answers a pending request. A device that accepts a restart restarts. */
  async answer(reqId: string, answer: Answer): Promise<void> {
    const kind = await this.#device.answer(reqId, answer);
    if (answer.rc !== 202) return;
    if (kind === 'dm.reboot') await this.#lifeline.restart(restartMs, 'The device restarts because the platform asked for it.');
    if (kind === 'dm.factoryReset') await this.#lifeline.restart(restartMs, 'The device goes back to factory settings and restarts.');
  }

  /** Begins a publish job in place of the one before. */
  async startJob(spec: JobSpec): Promise<void> {
    const { clock, random, uuid, changed } = this.#with;
    if (this.#lifeline.connection === undefined) throw this.#notConnected();
    const job = new PublishJob(spec, {
      clock,
      random,
      uuid,
      sent: changed,
      isReady: () => this.#lifeline.connection !== undefined,
      publish: (message) => this.publish(message),
      failed: (why) => this.#jobFailed(why),
    });
    await job.start();
    if (this.isClosed) {
      job.stop();
      throw this.#notConnected();
    }
    this.#job?.stop();
    this.#job = job;
    this.#jobNote = undefined;
    changed();
  }

  stopJob(): void {
    this.#endJob();
    this.#with.changed();
  }

  #open(signal: AbortSignal, ended: (end: ConnectionEnd) => void): Promise<MqttConnection> {
    const { clock, own, whenReady, record } = this.#with;
    const options = {
      settings: this.#settings,
      token: this.#token,
      own,
      clock,
      name: `${this.#settings.id}#${++this.#connections}`,
      stores: this.#stores,
      explain: (peer: string) => own.explanation(peer, this.#settings.port),
      whenReady,
      record: (crossed: TrafficRecord) => {
        record(crossed);
        this.#device.observe(crossed);
      },
      subscribed: (connection: MqttConnection) => this.#manageFirst(connection),
      ended: (end: ConnectionEnd) => {
        this.#subscribed = undefined;
        this.#device.disconnected(end.why);
        ended(end);
      },
    };
    return openConnection(options, signal);
  }

  #lifelineChanged(): void {
    if (this.isClosed) {
      this.#endJob();
      this.#device.ended();
    }
    this.#with.changed();
  }

  #endJob(): void {
    this.#job?.stop();
    this.#job = undefined;
    this.#jobNote = undefined;
  }

  async #manageFirst(connection: MqttConnection): Promise<void> {
    this.#subscribed = connection;
    if (this.#settings.managed) await this.#device.manageOnConnect();
  }

  async #send(connection: MqttConnection | undefined, message: Message): Promise<void> {
    if (connection === undefined) throw this.#notConnected();
    await connection.publish(message);
  }

  #jobFailed(why: unknown): void {
    const { eventId } = this.#job?.state ?? { eventId: '' };
    this.#job = undefined;
    this.#jobNote = `Publishing ${eventId} again and again has stopped: ${isRefusal(why) ? refusalText(why) : String(why)}`;
    this.#with.changed();
  }

  #notConnected(): Refusal {
    const { typeId, deviceId } = this.#settings;
    return new Refusal(`The device ${typeId}:${deviceId} is not connected.`, {
      rule: 'only a connected client can publish',
      advice: this.isClosed ? 'Connect it first.' : 'Wait until it is connected again, and then try once more.',
    });
  }
}
