import type { DeviceName, DeviceRecord } from '../../rpc/device/deviceState.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { Registry } from '../registry/registry.ts';
import type { Publication } from '../routing/publication.ts';
import type { SessionTraits } from '../routing/sessionTraits.ts';

/**
 * Keeps what the platform knows about devices. What was saved is durable after the next commit, or while nothing can be
 * written, as soon as it can; only the time of a device's last activity may be lost for up to a second when the process is killed.
 */
export interface RecordStore {
  /** The records of registered devices. Called before anything is saved. */
  load(): Iterable<{ readonly device: DeviceName; readonly record: DeviceRecord }>;
  /** The record must not change afterwards. What is the same object as before counts as unchanged. */
  save(device: DeviceName, record: DeviceRecord): void;
  remove(device: DeviceName): void;
}

/** Keeps the custom packages that were uploaded, as the text of their definitions. Changing one throws a refusal while nothing can be written. */
export interface PackageStore {
  load(): Iterable<{ readonly bundleId: string; readonly definition: string }>;
  save(bundleId: string, definition: string): void;
  remove(bundleId: string): void;
}

/** Keeps what was asked of devices, as text of the caller's own, each under an ID of the caller's own. */
export interface ActionStore {
  load(): Iterable<{ readonly id: string; readonly action: string }>;
  /**
   * Keeps an action, in place of the one that was kept under this ID. One that is kept already may change while nothing can
   * be written, and is written when it can.
   * @throws Refusal with code 92 when the ID is new and nothing can be written.
   */
  save(id: string, action: string): void;
  remove(id: string): void;
}

/** A message of QoS 1 or 2 that a session still has to deliver. */
export interface KeptMessage {
  /** Rises in the order in which messages came. */
  readonly id: number;
  /** The same object for all sessions that have to deliver it; empty when the message is taken. */
  readonly publication: Publication;
  /** With which it is delivered. */
  readonly qos: Qos;
  /** When waiting makes no sense any more: milliseconds since the epoch, or `Infinity`. */
  readonly expires: number;
  /** 0 for a message that was not sent yet. */
  readonly packetId: number;
  /** The client has taken a message of QoS 2 (PUBREC); only the release is open. */
  readonly taken: boolean;
}

/** A durable session as it was kept. */
export interface StoredSession {
  readonly traits: SessionTraits;
  readonly subscriptions: readonly { readonly filter: string; readonly qos: Qos }[];
  /** In the order in which they came. */
  readonly messages: readonly KeptMessage[];
  /** Packet IDs of messages of QoS 2 from the client that it has not released yet. */
  readonly unreleased: readonly number[];
  /** Messages that were lost and that the client was not told about. */
  readonly losses: Losses;
  readonly keeper: SessionKeeper;
}

/** Messages that a session lost, by reason. */
export interface Losses {
  readonly dropped: number;
  readonly expired: number;
}

/** Writes what one durable session must not forget. What begins something throws a refusal while nothing can be written. */
export interface SessionKeeper {
  /** @throws Refusal */
  subscribed(filter: string, qos: Qos): void;
  unsubscribed(filter: string): void;
  /** Keeps a message and gives its ID. Its publication is stored once, if all who have to deliver it keep it before any of them is done. @throws Refusal */
  keep(message: Omit<KeptMessage, 'id'>): number;
  sent(id: number, packetId: number): void;
  taken(id: number): void;
  /** The message is delivered, lost or expired. */
  done(id: number): void;
  /** @throws Refusal */
  received(packetId: number): void;
  released(packetId: number): void;
  lost(losses: Losses): void;
  /** Forgets the whole session, with these messages. Nothing is written for it afterwards. */
  discard(messages: Iterable<number>): void;
}

/** Keeps durable sessions. */
export interface SessionStore {
  load(): Iterable<StoredSession>;
  /** @throws Refusal while nothing can be written. */
  create(traits: SessionTraits): SessionKeeper;
}

/** Everything that outlives the process, in one database. */
export interface Storage {
  readonly registry: Registry;
  readonly records: RecordStore;
  readonly packages: PackageStore;
  readonly actions: ActionStore;
  readonly sessions: SessionStore;
  /**
   * Makes durable what was written since the last call. Called before anything leaves for a client, so that nothing is
   * acknowledged that could be lost; costs nothing when nothing was written.
   * @throws Refusal with code 92 when that failed in this turn of the event loop: what waits to leave must not be sent.
   */
  commit(): void;
  /** Calls `told` once whenever writing begins to fail; the result stops that. */
  followFailures(told: (why: Refusal) => void): () => void;
  /** Writes everything and closes. @throws Refusal when it cannot be written; it is closed all the same. */
  close(): void;
}
