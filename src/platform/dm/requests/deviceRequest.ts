import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import type { ManagedDevices } from '../managedDevices.ts';
import type { DeviceRecords } from '../records/deviceRecords.ts';

/** A request of a device that was found right. */
export interface DeviceRequest {
  /** Whom it is about: the device itself, or one that a gateway speaks for. */
  readonly device: DeviceName;
  /** The parsed payload. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it came, in ISO 8601. */
  readonly now: string;
}

/** What requests change. */
export interface Known {
  readonly records: DeviceRecords;
  readonly managed: ManagedDevices;
}

/** Carries a request out. */
export type CarryOut = (request: DeviceRequest, known: Known) => void;
