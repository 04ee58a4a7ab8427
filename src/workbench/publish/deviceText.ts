import type { DeviceName } from '../../rpc/deviceState.ts';
import { checkId } from '../../wiotp/names.ts';

/** `thermostat:t-100`, as devices are named in one text. */
export function deviceText({ typeId, deviceId }: DeviceName): string {
  return `${typeId}:${deviceId}`;
}

/** Reads {@link deviceText}; otherwise the reason as a full sentence. Wildcards name no device [D-app]. */
export function readDevice(text: string): DeviceName | string {
  const [typeId = '', deviceId, ...more] = text.trim().split(':');
  if (deviceId === undefined || more.length > 0)
    return 'Give device type and device ID with a colon between them, such as thermostat:t-100.';
  if (/[+#]/.test(text)) return 'A message goes to one device: "+" and "#" are for subscriptions only.';
  return checkId('The device type', typeId) ?? checkId('The device ID', deviceId) ?? { typeId, deviceId };
}

/** Devices, each once, in their order. */
export function eachOnce(devices: readonly DeviceName[]): readonly DeviceName[] {
  return [...new Map(devices.map((device) => [deviceText(device), device])).values()];
}
