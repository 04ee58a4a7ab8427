import type { AnswerModes, AnsweredKind } from '../../replies/answerMode.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { DeviceName } from '../device/deviceState.ts';

/** A request of the platform that waits for the user's answer. */
export interface PendingRequest {
  /** Names it within its session; a reqId can come twice. */
  readonly key: string;
  readonly reqId: string;
  readonly kind: AnsweredKind;
  /** What the catalog calls the kind; who shows it need not load the catalog. */
  readonly title: string;
  readonly topic: string;
  /** The device behind a gateway that it is for. */
  readonly device?: DeviceName;
  /** The payload as text, at most 2,000 characters. */
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly received: number;
  /** When platforms usually stop waiting, in milliseconds since the epoch. */
  readonly expires: number;
  /** That time has come; an answer can still be sent. */
  readonly expired: boolean;
  /** The rc that a correct device would answer now. */
  readonly usual?: number;
}

/** What a simulated device keeps of its firmware [D-req]. */
export interface FirmwareState {
  readonly version: string;
  readonly name: string;
  readonly uri: string;
  readonly verifier: string;
  /** 0 idle, 1 downloading, 2 downloaded. */
  readonly state: number;
  /** 0 success, 1 in progress, 2 to 6 what went wrong. */
  readonly updateStatus: number;
  /** Of a download or an update under way: from 0 to 1. */
  readonly progress?: number;
  /** What became of the last download, as full sentences: its hash, or that the verifier cannot be checked. */
  readonly note?: string;
}

/** One device as Device Management knows it: the client itself, or one behind a gateway. */
export interface ManagedState {
  /** The device behind the gateway; absent for the client itself. */
  readonly device?: DeviceName;
  /** Whether the platform has accepted a Manage request on this connection. */
  readonly managed: boolean;
  /** When the device becomes dormant unless it manages again, in milliseconds since the epoch. */
  readonly until?: number;
  /** Something the user should know, as full sentences. */
  readonly note?: string;
  readonly pending: readonly PendingRequest[];
  readonly firmware: FirmwareState;
  /** What the platform observes, `mgmt.firmware`. */
  readonly observed: readonly string[];
}

/** A live subscription. */
export interface SubscriptionState {
  readonly filter: string;
  /** The QoS that was asked for. */
  readonly qos: Qos;
  /** The QoS that was granted, or 128 and more for a refusal; absent until the server has answered on this connection. */
  readonly granted?: number;
}

/** A message that was to be delivered and was not, or perhaps was not. */
export interface UndeliveredMessage {
  readonly topic: string;
  readonly size: number;
  readonly qos: Qos;
  /** When the user sent it, in milliseconds since the epoch. */
  readonly time: number;
  /** Why it was not delivered, and whether it may have been all the same, as full sentences. */
  readonly reason: string;
}

/** A job that publishes one message again and again. */
export interface PublishJob {
  /** Names it within its session. */
  readonly id: string;
  readonly topic: string;
  readonly everyMs: number;
  /** How often in all; absent for until it is stopped. */
  readonly count?: number;
  readonly sent: number;
  /** Messages in a second, over the last few seconds. */
  readonly rate: number;
}

/** The live state of one session. */
export interface SessionState {
  readonly id: string;
  readonly phase: 'connecting' | 'connected' | 'waiting' | 'closed';
  /** Why it is waiting to reconnect or closed, as text for people. */
  readonly reason?: string;
  /** The session ended by itself and will not try again: somebody should be told. */
  readonly failed: boolean;
  /** The server still had the session of before. */
  readonly sessionPresent: boolean;
  readonly subscriptions: readonly SubscriptionState[];
  /** The client itself first; none for applications and on Quickstart. */
  readonly devices: readonly ManagedState[];
  readonly modes: AnswerModes;
  /** Messages of the user that wait for the connection to come back. */
  readonly waiting: number;
  readonly undelivered: readonly UndeliveredMessage[];
  readonly jobs: readonly PublishJob[];
}

/** Whether the platform has accepted a Manage request of the client itself. */
export function isManaged({ devices }: SessionState): boolean {
  return devices.some(({ device, managed }) => device === undefined && managed);
}

/** Every request that waits for an answer, of the client and of all devices behind it. */
export function pendingRequests(session: SessionState | undefined): readonly PendingRequest[] {
  return session?.devices.flatMap(({ pending }) => pending) ?? [];
}
