import type { Qos } from '../../wiotp/message.ts';
import type { DeviceName, JsonObject } from './deviceState.ts';

/** What a device asks or tells the platform in Device Management [D-dm]. */
export type DeviceRequestKind =
  'dm.manage' | 'dm.unmanage' | 'dm.location' | 'dm.addErrorCode' | 'dm.clearErrorCodes' | 'dm.addLog' | 'dm.clearLog' | 'dm.notify';

/** A request of the user's as a device. */
export interface DeviceRequest {
  readonly kind: DeviceRequestKind;
  /** The payload's `d`; for `dm.manage` absent means what the profile says. */
  readonly d?: JsonObject;
  /** The device behind the gateway that it is for. */
  readonly device?: DeviceName;
  /** Send it although the linter finds errors; the log marks it. */
  readonly anyway?: true;
}

/** The platform's answer to a request of a device. */
export interface ServerAnswer {
  readonly rc: number;
  readonly message?: string;
}

/** The user's answer to a request of the platform. */
export interface DeviceAnswer {
  readonly rc: number;
  readonly message?: string;
  /** The response's `d`. */
  readonly d?: JsonObject;
  /** Of a firmware action that is accepted: it ends with this `updateStatus`. */
  readonly updateStatus?: number;
  /** Send it although the linter finds errors; the log marks it. */
  readonly anyway?: true;
}

/** What became of a message that was to be published. */
export type PublishOutcome =
  /** QoS 0: it left; nobody confirms it. */
  | 'written'
  /** QoS 1 and 2: the server has it. */
  | 'acknowledged'
  /** QoS 1 and 2 without a connection: it is kept, in order, until there is one. */
  | 'waiting';

/** What a job publishes, and how often. */
export interface JobSpec {
  readonly topic: string;
  /** May use `${counter}`, `${now}`, `${random:lo:hi}`, `${uuid}` and `${env:NAME}` for the names that `environment` holds. */
  readonly template: string;
  readonly qos: Qos;
  readonly everyMs: number;
  /** How often in all; absent for until it is stopped. */
  readonly count?: number;
  /** Variables of the environment that the user's settings allow. */
  readonly environment?: Readonly<Record<string, string>>;
}
