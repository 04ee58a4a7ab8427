import type { LintOptions } from '../lint/options.ts';
import type { OwnSchema, SchemaReport } from '../lint/own/ownSchemas.ts';
import type { Secrets } from '../profiles/secrets.ts';
import type { SessionSettings } from '../profiles/sessionSettings.ts';
import type { AnswerModes } from '../replies/answerMode.ts';
import type { ReplyRule } from '../replies/replyRule.ts';
import type { Message, Qos } from '../wiotp/message.ts';
import type { DeviceAnswer, DeviceRequest, JobSpec, PublishOutcome, ServerAnswer } from './device/deviceRequest.ts';
import type { DoctorReach, DoctorReport, DoctorStep } from './session/doctorReport.ts';
import type { RestAction, RestActionStatus } from './restAction.ts';
import type { SessionState } from './session/sessionState.ts';
import type { LogReadCalls, LogReadNews } from './log/logCalls.ts';
import type { TrafficNote } from './log/traffic.ts';

/** Where the log is kept. */
export interface StoreState {
  /** The database's file; missing when the log is in memory. */
  readonly file?: string;
  /** What the reader must know: why the log is in memory although a file was wanted, or what became of an unreadable file. */
  readonly notice?: string;
}

/** Where the embedded platform's private control socket is, and the key it asks for. */
export interface LocalControl {
  readonly path: string;
  readonly key: string;
}

/** A platform that is steered over the network. */
export interface RemoteControl {
  /** `https://host:port`; `http://` only for loopback. */
  readonly url: string;
  /** The secret, and after a dot the fingerprint of the authority that signed the server's certificate. */
  readonly key: string;
}

/** How a platform is steered. */
export type ControlAddress = LocalControl | RemoteControl;

/** How the log judges messages. */
export interface LintConfiguration {
  readonly options: LintOptions;
  /** The user's own schemas; none in a workspace that is not trusted. */
  readonly schemas: readonly OwnSchema[];
  /** The program that runs them: `dist/schemas.js`. It is started when there are schemas. */
  readonly schemasProgram: string;
}

/** Calls the extension host makes and the engine answers. */
export interface EngineCalls extends LogReadCalls {
  /** Opens the log in a folder, or in memory without one. A folder that cannot be written gives a log in memory and a notice. */
  openStore(folder: string | undefined): StoreState;
  /** Connects, subscribes and, for a managed session, manages. Fails with a refusal that names the cause. */
  connect(settings: SessionSettings, secrets: Secrets): void;
  /** Ends a session and forgets it; a session that does not exist is no error. */
  disconnect(id: string): void;
  /**
   * Publishes and waits for the acknowledgement that the QoS calls for. Without a connection QoS 0 fails at once, and QoS 1 and 2
   * are kept until it is back. The note goes into the log with the message.
   */
  publish(id: string, message: Message, note?: TrafficNote): PublishOutcome;
  /** Subscribes, now and whenever the session connects again. Gives the granted QoS, or 128 and more for a refusal. */
  subscribe(id: string, filter: string, qos: Qos): number;
  unsubscribe(id: string, filter: string): void;
  /** Publishes what could not be delivered once more, in order, and forgets it. */
  resendUndelivered(id: string): void;
  discardUndelivered(id: string): void;
  /** Sends a request of Device Management and waits for its answer. Fails when the linter objects, unless it is sent `anyway`. */
  request(id: string, request: DeviceRequest): ServerAnswer;
  /** Answers a pending request by its key. Fails when the linter objects, unless it is sent `anyway`. */
  answer(id: string, key: string, answer: DeviceAnswer): void;
  /** How the session's requests are answered from now on; those that wait already stay the user's. */
  setModes(id: string, modes: AnswerModes): void;
  /** The rules of all replies files, for every session in the mode `replies`, from now on. */
  setReplies(rules: readonly ReplyRule[]): void;
  /** Begins a job and gives its ID. */
  startJob(id: string, job: JobSpec): string;
  /** Without a job's ID, all jobs of the session. */
  stopJob(id: string, job?: string): void;
  /** Examines step by step why a connection does or does not come about. `run` names it in {@link EngineNews.examined}. */
  examine(settings: SessionSettings, secrets: Secrets, reach: DoctorReach, run: string): DoctorReport;
  /** Ends an examination; what was found so far is its report. */
  stopExamination(run: string): void;
  /** Starts an action over REST as the application of a session, and gives the reqId. */
  startAction(id: string, action: RestAction): string;
  actionStatus(id: string, reqId: string): RestActionStatus;
  /** Takes the embedded platform's traffic into the log from now on; `undefined` stops that. */
  watchPlatform(control: ControlAddress | undefined): void;
  /** Messages that come from now on are judged like this. Without this call the defaults count, and there are no schemas. */
  configureLint(configuration: LintConfiguration): void;
  /** Ends all sessions, writes what is not yet written and closes the log. The engine answers nothing after this. */
  shutdown(): void;
}

/** News the engine tells. */
export interface EngineNews extends LogReadNews {
  /** One step of an examination is done. */
  examined(run: string, step: DoctorStep): void;
  /** All sessions that exist, whenever one of them changed: at once when one comes into another phase, else at most ten times a second. */
  sessions(states: readonly SessionState[]): void;
  store(state: StoreState): void;
  /** What is wrong with the schemas of `configureLint`: all files, whenever something about one of them changed. */
  schemas(reports: readonly SchemaReport[]): void;
  /** The platform's traffic no longer arrives although nobody stopped it. */
  platformLost(why: string): void;
}
