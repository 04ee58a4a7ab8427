import type { Qos } from '../wiotp/message.ts';
import type { ActionReport, ActionRequest, ExtensionPackage } from './device/actionState.ts';
import type { ConnectionAttempt } from './board/attempt.ts';
import type { ApplicationState, DeviceDetails, DeviceName, DeviceState, GatewayRole, JsonObject, NewDevice } from './device/deviceState.ts';
import type { FaultCommand, FaultScope, FaultState } from './device/faultState.ts';
import type { ImageState, ImageWish } from './device/imageState.ts';
import type { TrafficRecord } from './log/traffic.ts';

/** What is served at a port: the organisation, or the sandbox that needs no registration [D-qs]. */
export type ListenerService = 'full' | 'quickstart';

/** A place where the platform listens. */
export interface ListenerState {
  /** Names it while it is open. */
  readonly id: string;
  readonly service: ListenerService;
  /** Whether it speaks TLS. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** The port that was asked for, if another had to be taken. */
  readonly wantedPort?: number;
  /** Why it is not the wanted one, as a full sentence: who has it, where that can be told. */
  readonly taken?: string;
  /** Whether other machines reach it. */
  readonly open: boolean;
}

/** Whose rates count [D-quota]. */
export type QuotaPlan = 'off' | 'lite' | 'standard';

/** What an embedded platform is. */
export interface PlatformInfo {
  /** Names this platform's data for good; tokens are bound to it. */
  readonly instanceId: string;
  readonly org: string;
  readonly pid: number;
  /** The first listener without TLS. */
  readonly host: string;
  readonly port: number;
  readonly wantedPort?: number;
  readonly listeners: readonly ListenerState[];
  /** While the platform restarts and listens nowhere: until when, in milliseconds since the epoch. */
  readonly awayUntil?: number;
  /** The certificate of the authority that signed the server's, as PEM; absent without TLS. */
  readonly ca?: string;
  /** Where that is on the platform's machine. */
  readonly caFile?: string;
  readonly quota: QuotaPlan;
  readonly tolerant: boolean;
  /** Whether it runs on without windows. */
  readonly keepRunning: boolean;
  /** The address that *Attach to Platform…* takes, when the platform can be attached to from elsewhere. */
  readonly attachAddress?: string;
}

/** A network interface of the platform's machine. */
export interface NetworkInterface {
  readonly name: string;
  readonly address: string;
  readonly kind: 'lan' | 'virtual' | 'loopback';
  /** The listeners that were opened there. */
  readonly listeners: readonly ListenerState[];
}

/** A command for a device. */
export interface DeviceCommand extends DeviceName {
  readonly commandId: string;
  readonly format: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
}

/** Attributes that the platform's side may change; a managed device is told [D-dm]. */
export type ChangeableAttribute = 'metadata' | 'location' | 'deviceInfo';

/** Calls a window or the engine makes over the control socket and the platform answers. */
export interface PlatformCalls {
  describe(): PlatformInfo;
  devices(): readonly DeviceState[];
  applications(): readonly ApplicationState[];
  /** Refuses one that is not registered. */
  device(device: DeviceName): DeviceDetails;
  /** Registers a device with a generated token, which is shown this once. Refuses one that exists. */
  addDevice(device: NewDevice): { readonly authToken: string };
  /** Gives a registered device a new token; the old one ends. */
  issueToken(device: DeviceName): { readonly authToken: string };
  /** Deletes a device and closes its connection. */
  removeDevice(device: DeviceName): void;
  /** Gives a gateway a role. */
  setRole(device: DeviceName, role: GatewayRole): void;
  /** Disables a device, which closes its connection, or enables it again. */
  setDisabled(device: DeviceName, disabled: boolean): void;
  apiKeys(): readonly string[];
  /** Creates an API key with a generated token, which is shown this once. */
  addApiKey(): { readonly key: string; readonly token: string };
  removeApiKey(key: string): void;
  /** Publishes a command as an application; tells whether a connected client received it. */
  sendCommand(command: DeviceCommand): { readonly delivered: boolean };
  /** Changes an attribute as the REST interface would, and tells a managed device. Refuses a value that breaks its schema. */
  changeAttribute(device: DeviceName, attribute: ChangeableAttribute, value: JsonObject): { readonly told: boolean };
  /** Starts an action. Refuses it as the REST interface would. */
  startAction(request: ActionRequest): { readonly requestId: string };
  /** Cancels what has not ended yet of a request. */
  cancelAction(requestId: string): void;
  /** Every action that has not ended, and of those that have the latest: 20 of a device, 1000 in all. The latest first. */
  actions(): readonly ActionReport[];
  packages(): readonly ExtensionPackage[];
  /** Uploads a custom package: the text of its definition. Refuses one that breaks the rules [D-cus]. */
  addPackage(definition: string): ExtensionPackage;
  removePackage(bundleId: string): void;
  serveImage(image: ImageWish): ImageState;
  images(): readonly ImageState[];
  inject(scope: FaultScope, command: FaultCommand): void;
  faults(): readonly FaultState[];
  /** Closes all connections, and serves again after so many seconds. */
  restart(downSeconds: number): void;
  interfaces(): readonly NetworkInterface[];
  /** Listens on one more address, with the same ports as on loopback where they are free. */
  openAddress(address: string): readonly ListenerState[];
  /** Closes what was opened there, with its connections. */
  closeAddress(address: string): void;
  /** Opens Quickstart on loopback, on this port or on any free one, or closes it. */
  setQuickstart(port: number | undefined): void;
  /** Recent attempts to connect, the latest first. */
  attempts(): readonly ConnectionAttempt[];
  /** Registers the device of a refused attempt with the token that it sent. Refuses when it is no longer known. */
  registerAttempt(connection: string): DeviceName;
  setKeepRunning(keepRunning: boolean): void;
  /** Cuts the traffic with words of the user's: tells all who watch it, and how many those are. */
  mark(text: string): { readonly watchers: number };
  /** Sends `traffic` on this connection from now on. */
  watchTraffic(): void;
  /** Ends the platform. */
  stop(): void;
}

/** News the platform tells on a control connection. */
export interface PlatformNews {
  /** What the platform is, whenever that changed. */
  info(info: PlatformInfo): void;
  /** Devices that changed, and those that are gone. */
  devices(changed: readonly DeviceState[], gone: readonly DeviceName[]): void;
  /** All applications, whenever one of them came or went. */
  applications(applications: readonly ApplicationState[]): void;
  /** All images, whenever one was fetched. */
  images(images: readonly ImageState[]): void;
  attempts(attempts: readonly ConnectionAttempt[]): void;
  /** What crossed the platform, in order; `dropped` counts records that a slow reader lost since the last batch. */
  traffic(records: readonly TrafficRecord[], dropped: number): void;
  /** The platform ends because somebody wanted it to; the connection closes next. */
  ending(): void;
}
