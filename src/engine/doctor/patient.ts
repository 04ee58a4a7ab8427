import type { Secrets } from '../../profiles/secrets.ts';
import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { redactorOf, type Credentials } from '../network/credentials.ts';
import { dial } from '../network/dial.ts';
import { openWay, type OpenStream, type Way } from '../network/openStream.ts';
import type { TlsFiles } from '../network/tlsFiles.ts';
import type { DoctorExchange } from './mqtt/doctorExchange.ts';
import type { ConnectionEvent } from '../../rpc/log/traffic.ts';

/** The platform's own reasons, where it is the embedded one. */
export interface PlatformReasons {
  /** A socket of ours is open; nothing was written to it yet. */
  opened(peer: string): void;
  closed(peer: string): void;
  /** What the platform says about the end of a socket; `undefined` when it says nothing soon, or is another server. */
  explanation(peer: string, port: number): Promise<ConnectionEvent | undefined>;
}

/** What is examined, and what the steps so far have learnt and opened. */
export class Patient {
  readonly settings: SessionSettings;
  readonly reasons: PlatformReasons | undefined;
  /** With what the step `files` read. */
  credentials: Credentials;
  /** The address that answered, where the host has several. */
  address: string | undefined;
  /** Whether the server kept a session for the client. */
  sessionPresent = false;
  #opened: OpenStream | undefined;
  #exchange: DoctorExchange | undefined;
  #peer: string | undefined;

  constructor(settings: SessionSettings, secrets: Secrets, reasons: PlatformReasons | undefined) {
    this.settings = settings;
    this.credentials = { secrets, files: {}, redact: redactorOf(settings.endpoint, secrets) };
    this.reasons = reasons;
  }

  get secrets(): Secrets {
    return this.credentials.secrets;
  }

  get files(): TlsFiles {
    return this.credentials.files;
  }

  /** A fresh way to the server as far as TCP, over the address that is known to answer. */
  async way(signal: AbortSignal): Promise<Way> {
    const { endpoint } = this.settings;
    if (endpoint.proxy !== undefined || this.address === undefined) return openWay(endpoint, this.credentials, signal);
    const socket = await dial({ host: this.address, port: endpoint.port }, signal);
    return { stream: socket, socket };
  }

  /** Keeps a whole way that a later step goes on with. */
  keep(opened: OpenStream): void {
    this.#opened = opened;
  }

  /** Takes the way that was kept. */
  take(): OpenStream | undefined {
    const opened = this.#opened;
    this.#opened = undefined;
    return opened;
  }

  /** The MQTT connection, from the step `connect` on. */
  get exchange(): DoctorExchange | undefined {
    return this.#exchange;
  }

  connected(exchange: DoctorExchange, peer: string): void {
    this.#exchange = exchange;
    this.#peer = peer;
  }

  /** What the platform says about the end of the MQTT connection; `undefined` where it says nothing soon, or is another server. */
  async explanation(): Promise<ConnectionEvent | undefined> {
    return this.#peer === undefined ? undefined : this.reasons?.explanation(this.#peer, this.settings.endpoint.port);
  }

  /** Says goodbye where a connection is open, and closes everything. */
  async dismiss(): Promise<void> {
    const left = this.take();
    left?.stream.destroy();
    left?.socket.destroy();
    await this.#exchange?.close();
  }
}
