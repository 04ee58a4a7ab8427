import type { Qos } from '../wiotp/message.ts';
import type { AnswerModes } from '../replies/answerMode.ts';

/** Where a connection goes. The organisation stands beside it, in the profile. */
export type Target =
  /** The embedded platform of this machine, wherever it listens. */
  | { readonly kind: 'embedded' }
  /** An organisation of IBM's classic service, whose names no longer resolve, or a private copy of it [D-conn]. */
  | { readonly kind: 'classic' }
  /** The sandbox [D-qs]: of the embedded platform, or of the host that is named. */
  | { readonly kind: 'quickstart'; readonly host?: string }
  /** A Maximo Application Suite by its domain; the organisation is the workspace ID [MAS]. */
  | { readonly kind: 'mas'; readonly domain: string }
  /** Any other machine. */
  | { readonly kind: 'host'; readonly host: string };

/** What carries MQTT. */
export type Transport = 'tcp' | 'tls' | 'ws' | 'wss';

/** The way out of the network. A URL has no password in it; that is a secret. */
export type ProxyChoice =
  | { readonly kind: 'none' }
  /** What VS Code's setting `http.proxy` says. */
  | { readonly kind: 'editor' }
  | { readonly kind: 'url'; readonly url: string };

/** How TLS is done. Files are absolute paths, or relative to the folder that a shared profile came from. */
export interface TlsChoice {
  /** Authorities that are trusted instead of the system's, as PEM. */
  readonly caFile?: string;
  /** The client's certificate and its key, as PEM. */
  readonly certificateFile?: string;
  readonly keyFile?: string;
  /** The name to ask for (SNI) and to find in the certificate; absent for the host's. */
  readonly serverName?: string;
  /** Off is insecure: anybody can be at the other end. */
  readonly verifyChain: boolean;
  /** Off is insecure: anybody with a certificate of a trusted authority can be at the other end. */
  readonly verifyHost: boolean;
}

/** Who connects. */
export type ProfileClient =
  | { readonly sender: 'device' | 'gateway'; readonly typeId: string; readonly deviceId: string }
  | {
      readonly sender: 'application';
      /** `a-{org}-…`; empty for the embedded platform until it has made one. Not a secret: its token is. */
      readonly apiKey: string;
      readonly appId: string;
      /** Several connections share one subscription [D-app]. */
      readonly shared: boolean;
      /** Of a shared application whose connections may have durable sessions. */
      readonly instanceId?: string;
    };

/** A subscription that is made whenever the connection opens. */
export interface Subscription {
  readonly filter: string;
  readonly qos: Qos;
}

/** The message that the platform publishes when the connection breaks. */
export interface Will {
  readonly topic: string;
  readonly payload: string;
  readonly qos: Qos;
}

/** How the managed device downloads firmware. */
export interface DownloadChoice {
  /** Fetch the image really. Off by default, since the wire chooses the address. */
  readonly real: boolean;
  /** How long a simulated download and an update take, in seconds. */
  readonly seconds: number;
  /** Of a real download: more is refused, in bytes. */
  readonly maxBytes: number;
}

/** Device Management as the device does it. */
export interface ManagementChoice {
  /** Send a Manage request whenever the connection is open. */
  readonly automatic: boolean;
  /** In seconds; 0 means never dormant, otherwise at least 3,600 [D-dm]. */
  readonly lifetimeSeconds: number;
  readonly supports: {
    readonly deviceActions: boolean;
    readonly firmwareActions: boolean;
    /** Bundle IDs of custom packages [D-cus]. */
    readonly bundles: readonly string[];
  };
  /** What the Manage request says besides; absent members are not sent. */
  readonly deviceInfo: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly download: DownloadChoice;
  readonly answers: AnswerModes;
}

/**
 * A connection profile: everything needed to connect except secrets. There is no field that a token, a passphrase or a
 * password could sit in; those live in the secret store only.
 */
export interface ConnectionProfile {
  readonly id: string;
  readonly name: string;
  readonly client: ProfileClient;
  readonly target: Target;
  /** Organisation, or workspace ID; empty for the embedded platform, which has one of its own, and for Quickstart. */
  readonly org: string;
  readonly transport: Transport;
  /** Absent for the target's usual one. */
  readonly port?: number;
  /** Of a WebSocket; absent for `/mqtt`. */
  readonly path?: string;
  readonly proxy: ProxyChoice;
  readonly tls: TlsChoice;
  readonly mqttVersion: '3.1.1' | '5';
  readonly cleanSession: boolean;
  readonly keepAliveSeconds: number;
  /** MQTT 5, of a session that is not clean: how long the server keeps it; absent for as long as it can. */
  readonly sessionExpirySeconds?: number;
  readonly will?: Will;
  /** The QoS that is offered first for publishing. */
  readonly qos: Qos;
  /** Of a device or gateway. */
  readonly management: ManagementChoice;
  readonly subscriptions: readonly Subscription[];
  /** Created by *Try It Now*: its token may be replaced silently. */
  readonly demo: boolean;
}
