import type { Qos } from '../wiotp/message.ts';
import type { TrafficRecord } from './traffic.ts';

/** What an embedded platform is. */
export interface PlatformInfo {
  /** Names this platform's data for good; tokens are bound to it. */
  readonly instanceId: string;
  readonly org: string;
  readonly host: string;
  readonly port: number;
  /** The port that was asked for, if another had to be taken. */
  readonly wantedPort?: number;
  readonly pid: number;
}

/** A Device Management action on a device. */
export interface ActionState {
  readonly reqId: string;
  readonly action: 'device/reboot';
  readonly state: 'requested' | 'accepted' | 'complete' | 'failed' | 'timed out';
  readonly rc?: number;
  /** What the state means, as text for people. */
  readonly note: string;
}

/** A registered device. */
export interface DeviceState {
  readonly typeId: string;
  readonly deviceId: string;
  readonly online: boolean;
  /** The client's network address while it is online. */
  readonly peer?: string;
  readonly managed: boolean;
  /** The latest action, while the platform runs. */
  readonly action?: ActionState;
}

/** Names a device of the platform's organisation. */
export interface DeviceName {
  readonly typeId: string;
  readonly deviceId: string;
}

/** A command for a device. */
export interface DeviceCommand extends DeviceName {
  readonly commandId: string;
  readonly format: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
}

/** Calls a window or the engine makes over the control socket and the platform answers. */
export interface PlatformCalls {
  describe(): PlatformInfo;
  devices(): readonly DeviceState[];
  /** Registers a device with a generated token, which is shown this once. Refuses one that exists. */
  addDevice(device: DeviceName): { readonly authToken: string };
  /** Gives a registered device a new token; the old one ends. */
  issueToken(device: DeviceName): { readonly authToken: string };
  /** Deletes a device and closes its connection. */
  removeDevice(device: DeviceName): void;
  /** Publishes a command as an application; tells whether a connected client received it. */
  sendCommand(command: DeviceCommand): { readonly delivered: boolean };
  /** Starts a reboot on a managed, connected device. */
  requestReboot(device: DeviceName): { readonly reqId: string };
  /** Sends `traffic` on this connection from now on. */
  watchTraffic(): void;
  /** Ends the platform. */
  stop(): void;
}

/** News the platform tells on a control connection. */
export interface PlatformNews {
  /** All devices, whenever one of them changed. */
  devices(devices: readonly DeviceState[]): void;
  /** What crossed the platform, in order; `dropped` counts records that a slow reader lost since the last batch. */
  traffic(records: readonly TrafficRecord[], dropped: number): void;
  /** The platform ends because somebody wanted it to; the connection closes next. */
  ending(): void;
}
