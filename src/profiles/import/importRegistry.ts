import { newProfile } from '../newProfile.ts';
import type { ProfileClient } from '../profile.ts';
import { readRegistryFile, type DeviceInfoCheck } from '../registry/registryFile.ts';
import type { Environment } from './importEnvironment.ts';
import type { ImportNote, ImportOptions, ImportedConnection } from './imported.ts';

/**
 * Connections to the embedded platform for everything that a registry file registers: devices and gateways, and an application for
 * each API key.
 * @throws Refusal that names the member which is wrong; it never repeats a token.
 */
export function importRegistry(
  file: string,
  text: string,
  environment: Environment,
  { newId }: Pick<ImportOptions, 'newId'>,
  checkDeviceInfo: DeviceInfoCheck,
): readonly ImportedConnection[] {
  const { devices, apiKeys } = readRegistryFile(file, text, environment, checkDeviceInfo);
  return [
    ...devices.map(({ typeId, deviceId, classId, authToken }) =>
      connection(newId(), { sender: classId === 'Gateway' ? 'gateway' : 'device', typeId, deviceId }, `${typeId}:${deviceId}`, authToken),
    ),
    ...apiKeys.map(({ key, token }) =>
      connection(newId(), { sender: 'application', apiKey: key, appId: 'workbench', shared: false }, key, token),
    ),
  ];
}

function connection(id: string, client: ProfileClient, name: string, token: string | undefined): ImportedConnection {
  const profile = newProfile({ id, name, client, target: { kind: 'embedded' }, org: '' });
  const missing: ImportNote = {
    about: 'secrets',
    text: 'The file has no token for it: the embedded platform issues one when the connection opens.',
  };
  return { profile, secrets: token === undefined ? {} : { token }, notes: token === undefined ? [missing] : [] };
}
