import type { LintOptions } from '../lint/options.ts';
import type { OwnSchema, SchemaReport } from '../lint/own/ownSchemas.ts';
import type { KindName } from '../wiotp/catalog.ts';
import type { Message, Qos } from '../wiotp/message.ts';
import type { LogExtent, LogMessage, LogRow } from './traffic.ts';

/** What a session needs to connect, but for the token. */
export interface SessionSettings {
  /** The connection profile's ID; one session per profile. */
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly org: string;
  readonly typeId: string;
  readonly deviceId: string;
  readonly cleanSession: boolean;
  readonly keepAliveSeconds: number;
  /** Whether the session sends a Manage request whenever it has connected. */
  readonly managed: boolean;
  /** Lifetime of that request in seconds; 0 means never dormant. */
  readonly lifetimeSeconds: number;
}

/** A request of the platform that waits for the user's answer. */
export interface PendingRequest {
  readonly reqId: string;
  readonly kind: KindName;
  /** What the catalog calls the kind; who shows it need not load the catalog. */
  readonly title: string;
  readonly topic: string;
  /** Milliseconds since the epoch. */
  readonly received: number;
}

/** A job that publishes one event again and again. */
export interface PublishJob {
  readonly eventId: string;
  readonly everyMs: number;
  readonly sent: number;
}

/** The live state of one session. */
export interface SessionState {
  readonly id: string;
  readonly phase: 'connecting' | 'connected' | 'waiting' | 'closed';
  /** Why it is waiting to reconnect or closed, as text for people. */
  readonly reason?: string;
  /** The session ended by itself and will not try again: somebody should be told. */
  readonly failed: boolean;
  readonly managed: boolean;
  readonly pending: readonly PendingRequest[];
  readonly job?: PublishJob;
}

/** Where the log is kept. */
export interface StoreState {
  /** The database's file; missing when the log is in memory. */
  readonly file?: string;
  /** What the reader must know: why the log is in memory although a file was wanted, or what became of an unreadable file. */
  readonly notice?: string;
}

/** Numbers a reader can add up: received = stored + notKept. */
export interface LogCounters {
  readonly received: number;
  readonly stored: number;
  readonly notKept: number;
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
export interface EngineCalls {
  /** Opens the log in a folder, or in memory without one. A folder that cannot be written gives a log in memory and a notice. */
  openStore(folder: string | undefined): StoreState;
  /** Connects, subscribes and, for a managed session, manages. Fails with a refusal that names the cause. */
  connect(settings: SessionSettings, token: string): void;
  /** Ends a session; a session that does not exist is no error. */
  disconnect(id: string): void;
  /** Publishes and waits for the acknowledgement that the QoS calls for. */
  publish(id: string, message: Message): void;
  /** Sends a Manage request and waits for its answer. */
  manage(id: string): { readonly rc: number; readonly message?: string };
  /** Answers a pending request. */
  answer(id: string, reqId: string, answer: { readonly rc: number; readonly message?: string }): void;
  /** Publishes an event now and then every `everyMs`; `template` may use `${counter}`, `${now}`, `${random:lo:hi}` and `${uuid}`. */
  startJob(
    id: string,
    job: { readonly eventId: string; readonly format: string; readonly template: string; readonly qos: Qos; readonly everyMs: number },
  ): void;
  stopJob(id: string): void;
  /** Takes the embedded platform's traffic into the log from now on; `undefined` stops that. */
  watchPlatform(control: ControlAddress | undefined): void;
  /** Messages that come from now on are judged like this. Without this call the defaults count, and there are no schemas. */
  configureLint(configuration: LintConfiguration): void;
  extent(): LogExtent;
  /** Rows `from` up to `from + count`, as far as they exist; at most 1,000. */
  rows(from: number, count: number): readonly LogRow[];
  /** One message whole, or `undefined` when it is no longer in the log. */
  message(seq: number): LogMessage | undefined;
  /** Deletes everything in the log. */
  clear(): void;
  /** Ends all sessions, writes what is not yet written and closes the log. The engine answers nothing after this. */
  shutdown(): void;
}

/** News the engine tells. */
export interface EngineNews {
  /** All sessions that exist, whenever one of them changed. */
  sessions(states: readonly SessionState[]): void;
  /** The log grew or was cleared; at most ten times a second. */
  grew(extent: LogExtent, counters: LogCounters): void;
  store(state: StoreState): void;
  /** What is wrong with the schemas of `configureLint`: all files, whenever something about one of them changed. */
  schemas(reports: readonly SchemaReport[]): void;
  /** The platform's traffic no longer arrives although nobody stopped it. */
  platformLost(why: string): void;
}
