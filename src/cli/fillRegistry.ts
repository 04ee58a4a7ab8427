import type { Registry } from '../platform/registry/registry.ts';
import type { DeviceName } from '../rpc/platformContract.ts';
import type { RegistryFile } from './registryFile.ts';

/** Devices and API keys with the tokens that were made for them: the only time that they can be read. */
export interface Issued {
  readonly devices: readonly (DeviceName & { readonly authToken: string })[];
  readonly apiKeys: readonly { readonly key: string; readonly token: string }[];
}

/** The device that a new platform has when nothing else is asked for. */
const firstDevice: DeviceName = { typeId: 'thermostat', deviceId: 't-100' };

/** Registers one device and one API key. */
export function createFirstEntries(registry: Registry): Issued {
  return { devices: [{ ...firstDevice, authToken: registry.addDevice(firstDevice) }], apiKeys: [registry.addApiKey()] };
}

/** Brings the registry in line with a file: what the file names exists afterwards, with the tokens that it gives. */
export function applyRegistryFile(registry: Registry, file: RegistryFile): Issued {
  const devices: (DeviceName & { authToken: string })[] = [];
  for (const { typeId, deviceId, authToken } of file.devices) {
    const device = { typeId, deviceId };
    if (!registry.has(device)) {
      const token = registry.addDevice(device, authToken);
      if (authToken === undefined) devices.push({ ...device, authToken: token });
    } else if (authToken !== undefined) registry.issueToken(device, authToken);
  }
  const apiKeys: { key: string; token: string }[] = [];
  for (const { key, token } of file.apiKeys) {
    if (token !== undefined) registry.setApiKey(key, token);
    else if (!registry.hasApiKey(key)) apiKeys.push({ key, token: registry.setApiKey(key) });
  }
  return { devices, apiKeys };
}
