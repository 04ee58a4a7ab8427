import type { ManagementChoice } from '../../profiles/profile.ts';
import type { JsonObject } from '../../rpc/device/deviceState.ts';

/** What a device says about itself where its profile says nothing. */
export function usualDeviceInfo(deviceId: string): Readonly<Record<string, string>> {
  return {
    serialNumber: deviceId,
    manufacturer: 'Device Workbench',
    model: 'Simulated device',
    deviceClass: 'Simulation',
    fwVersion: '1.0.0',
    hwVersion: '1.0',
  };
}

/** The `d` of a Manage request: what the profile says, and what the device knows about itself by now [D-dm]. */
export function manageDetails(
  { lifetimeSeconds, supports }: Pick<ManagementChoice, 'lifetimeSeconds' | 'supports'>,
  { deviceInfo, metadata }: { readonly deviceInfo: JsonObject; readonly metadata: JsonObject | undefined },
): JsonObject {
  const { deviceActions, firmwareActions, bundles } = supports;
  return {
    lifetime: lifetimeSeconds,
    supports: { ...Object.fromEntries(bundles.map((bundleId) => [bundleId, true])), deviceActions, firmwareActions },
    deviceInfo,
    ...(metadata === undefined ? {} : { metadata }),
  };
}
