import { deviceText, type DeviceName } from '../../wiotp/deviceName.ts';

/** Devices, each once, in their order. */
export function eachOnce(devices: readonly DeviceName[]): readonly DeviceName[] {
  return [...new Map(devices.map((device) => [deviceText(device), device])).values()];
}
