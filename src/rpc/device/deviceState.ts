import type { DeviceName } from '../../wiotp/deviceName.ts';
import type { ActionReport, ActionState } from './actionState.ts';

export type { DeviceName };

/** What a device type is for [D-model]. */
export type DeviceClass = 'Device' | 'Gateway';

/** What a gateway may do: only a privileged one registers devices by publishing for them [D-gac]. */
export type GatewayRole = 'privileged' | 'standard';

/** A device or gateway to be registered. A missing class is that of its type, or `Device`; gateways are privileged unless told [D-gac]. */
export interface NewDevice extends DeviceName {
  readonly classId?: DeviceClass;
  readonly role?: GatewayRole;
}

/** A registered device or gateway, short enough to tell thousands of. */
export interface DeviceState extends DeviceName {
  readonly classId: DeviceClass;
  /** Of a gateway. */
  readonly role?: GatewayRole;
  readonly online: boolean;
  /** The client's network address while it is online. */
  readonly peer?: string;
  /** Whether it came over TLS. */
  readonly secure?: boolean;
  readonly managed: boolean;
  /** It was managed, and its lifetime passed. */
  readonly dormant: boolean;
  /** It is not let in. */
  readonly disabled: boolean;
  /** A device that a gateway registered has none, and cannot connect by itself [GH iot-java#95]. */
  readonly hasToken: boolean;
  /** The gateway that registered it or spoke for it last. */
  readonly gateway?: DeviceName;
  /** The latest action that is kept. */
  readonly action?: ActionState;
  /** How many different problems it has that are errors or warnings. */
  readonly problems: number;
  /** Whether a fault was injected that still works. */
  readonly faulty: boolean;
}

/** An application that is connected. */
export interface ApplicationState {
  readonly clientId: string;
  readonly peer: string;
  readonly secure: boolean;
}

/** Everything known about one device. */
export interface DeviceDetails {
  readonly state: DeviceState;
  readonly record: DeviceRecord;
  /** The latest first. */
  readonly actions: readonly ActionReport[];
  /** The latest first. */
  readonly problems: readonly DeviceProblem[];
}

/** A value of JSON that is an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the platform keeps about a device [D-model]. Dates are ISO 8601. */
export interface DeviceRecord {
  readonly deviceInfo: Readonly<Record<string, string>>;
  readonly metadata: JsonObject;
  readonly location?: JsonObject;
  /** What applications set over REST: whether an alert is on. */
  readonly status?: JsonObject;
  /** The latest first. */
  readonly errorCodes: readonly { readonly errorCode: number; readonly timestamp: string }[];
  /** The latest first; 500 K at most, then the oldest go [D-quota]. */
  readonly log: readonly LogEntry[];
  /** Only while the device is managed or dormant. */
  readonly mgmt?: Management;
  /** When it was registered, and by whom: an API key, a gateway's client ID or `workbench`. */
  readonly added?: { readonly at: string; readonly by: string };
}

/** One entry of a device's diagnostic log, as the registry keeps it [D-model]. */
export interface LogEntry {
  readonly message: string;
  readonly timestamp: string;
  readonly severity: number;
  readonly logData?: string;
}

/** What the platform knows about the management of a device [D-model]. */
export interface Management {
  readonly dormant: boolean;
  /** When it becomes or became dormant; absent for never. */
  readonly dormantDateTime?: string;
  readonly lastActivityDateTime: string;
  /** Actions and packages that the device claims to support. */
  readonly supports: Readonly<Record<string, boolean>>;
  readonly firmware?: JsonObject;
}

/** Something that a device did and a strict platform minds, with the lint rule that says it. Repeats are counted. */
export interface DeviceProblem {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** What is wrong, what the platform does about it, how to put it right. */
  readonly message: string;
  /** The topic of the message, or nothing for a connection event. */
  readonly topic?: string;
  /** The first and the last time, in milliseconds since the epoch. */
  readonly first: number;
  readonly last: number;
  readonly times: number;
}
