import { checkId } from './names.ts';

/** Names a device or gateway of an organisation [D-model]. */
export interface DeviceName {
  readonly typeId: string;
  readonly deviceId: string;
}

/** A device in one text: `thermostat:t-100`. */
export function deviceText({ typeId, deviceId }: DeviceName): string {
  return `${typeId}:${deviceId}`;
}

/** Reads {@link deviceText}, or the same with a slash; otherwise the reason as a full sentence. Wildcards name no device [D-app]. */
export function readDevice(text: string): DeviceName | string {
  const [typeId = '', deviceId, ...more] = text.trim().split(/[:/]/);
  if (deviceId === undefined || more.length > 0)
    return 'Give device type and device ID with a colon between them, such as thermostat:t-100.';
  if (/[+#]/.test(text)) return 'A message goes to one device: "+" and "#" are for subscriptions only.';
  return checkId('The device type', typeId) ?? checkId('The device ID', deviceId) ?? { typeId, deviceId };
}
