import type { Registry } from '../../platform/registry/registry.ts';
import type { DeviceClass, DeviceName } from '../../rpc/device/deviceState.ts';
import { wrongRegistryFile, type FileDevice, type RegistryFile } from '../../profiles/registry/registryFile.ts';

/** Devices and API keys with the tokens that were made for them: the only time that they can be read. */
export interface Issued {
  readonly devices: readonly (DeviceName & { readonly classId: DeviceClass; readonly authToken: string })[];
  readonly apiKeys: readonly { readonly key: string; readonly token: string }[];
}

/** The device that a new platform has when nothing else is asked for. */
const firstDevice: DeviceName = { typeId: 'thermostat', deviceId: 't-100' };

/** Registers one device and one API key. */
export function createFirstEntries(registry: Registry): Issued {
  return { devices: [{ ...firstDevice, classId: 'Device', authToken: registry.addDevice(firstDevice) }], apiKeys: [registry.addApiKey()] };
}

/**
 * Brings the registry in line with a file: what the file names exists afterwards, with the tokens and roles that it gives.
 * @throws Refusal before anything is changed, when the file and what is registered contradict each other.
 */
export function applyRegistryFile(registry: Registry, file: RegistryFile): Issued {
  expectOneClass(registry, file);
  for (const type of file.deviceTypes) registry.setDeviceType(type);
  const devices = file.devices.flatMap((device) => {
    const authToken = applyDevice(registry, device);
    return authToken === undefined ? [] : [{ typeId: device.typeId, deviceId: device.deviceId, classId: device.classId, authToken }];
  });
  const apiKeys: { key: string; token: string }[] = [];
  for (const { key, token } of file.apiKeys) {
    if (token !== undefined) registry.setApiKey(key, token);
    else if (!registry.hasApiKey(key)) apiKeys.push({ key, token: registry.setApiKey(key) });
  }
  return { devices, apiKeys };
}

/** Gives the token if one was made. */
function applyDevice(registry: Registry, { typeId, deviceId, classId, role, authToken }: FileDevice): string | undefined {
  const device = { typeId, deviceId };
  if (!registry.has(device)) {
    const token = registry.addDevice({ ...device, classId, ...(role === undefined ? {} : { role }) }, authToken);
    return authToken === undefined ? token : undefined;
  }
  if (role !== undefined) registry.setRole(device, role);
  if (authToken !== undefined) registry.issueToken(device, authToken);
  return undefined;
}

/** All devices of a type are of its class [D-model]. */
function expectOneClass(registry: Registry, { deviceTypes, devices }: RegistryFile): void {
  const classes = new Map<string, DeviceClass>(registry.deviceTypes().map(({ id, classId }) => [id, classId]));
  const expectClass = (place: string, typeId: string, classId: DeviceClass): void => {
    const known = classes.get(typeId);
    if (known !== undefined && known !== classId)
      throw wrongRegistryFile(place, `the device type ${typeId} is of the class ${known}, not ${classId}.`);
    classes.set(typeId, classId);
  };
  for (const { id, classId } of deviceTypes) expectClass('deviceTypes', id, classId);
  for (const { place, typeId, classId } of devices) expectClass(place, typeId, classId);
}
