import type { DeviceName } from './device/deviceState.ts';

/** An action of Device Management that an application starts over REST [D-req]. */
export interface RestAction {
  /** `device/reboot`, `device/factoryReset`, `firmware/download`, `firmware/update`, or `{bundleId}/{actionId}`. */
  readonly action: string;
  readonly parameters: readonly { readonly name: string; readonly value: unknown }[];
  readonly devices: readonly DeviceName[];
  readonly timeoutSeconds?: number;
}

/** How far a device is with it; numbers as the server gives them. */
export interface RestActionStatus {
  readonly complete: boolean;
  readonly devices: readonly { readonly typeId: string; readonly deviceId: string; readonly status: number; readonly message?: string }[];
}
