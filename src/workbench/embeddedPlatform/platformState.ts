import type { ExtensionPackage } from '../../rpc/device/actionState.ts';
import type { ApplicationState, DeviceName, DeviceState } from '../../rpc/device/deviceState.ts';
import type { FaultState } from '../../rpc/device/faultState.ts';
import type { ImageState } from '../../rpc/device/imageState.ts';
import type { PlatformInfo } from '../../rpc/platformContract.ts';

/** What the workbench knows about the embedded platform. */
export type PlatformState =
  | { readonly phase: 'stopped' }
  | { readonly phase: 'starting' }
  | (PlatformContents & {
      readonly phase: 'running';
      readonly info: PlatformInfo;
      /** The host of a platform elsewhere, which this window was attached to by address and key. */
      readonly attachedTo?: string;
    });

/** Everything on a platform, as it was last told. */
export interface PlatformContents {
  readonly devices: readonly DeviceState[];
  readonly applications: readonly ApplicationState[];
  readonly images: readonly ImageState[];
  readonly apiKeys: readonly string[];
  readonly packages: readonly ExtensionPackage[];
  readonly faults: readonly FaultState[];
}

/** What the platform does not tell by itself, and is asked for. */
export type AskedContents = Pick<PlatformContents, 'apiKeys' | 'packages' | 'faults'>;

/** Devices that changed since the last time, and those that are gone. */
export interface DeviceChanges {
  readonly changed: readonly DeviceState[];
  readonly gone: readonly DeviceName[];
}

/** Names a device among all: a type and an ID contain no slash. */
export function deviceKey({ typeId, deviceId }: DeviceName): string {
  return `${typeId}/${deviceId}`;
}

/** Only the name of something that is a device. */
export function nameOf({ typeId, deviceId }: DeviceName): DeviceName {
  return { typeId, deviceId };
}
