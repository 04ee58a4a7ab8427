import type { JsonObject } from '../../../rpc/deviceState.ts';
import { checkId, checkToken } from '../../../wiotp/names.ts';
import { withDeviceInfo } from '../../dm/records/deviceInfo.ts';
import { storedLocation } from '../../dm/records/location.ts';
import type { RegisteredDevice } from '../../registry/registry.ts';
import type { Caller } from '../access/caller.ts';
import { expectKind } from '../http/jsonBody.ts';
import { refused } from '../http/refused.ts';
import type { RestSurroundings } from '../restServer.ts';
import { deviceInfoOf, objectMember, textMember } from './attributes.ts';
import { expectType } from './deviceTypes.ts';
import { readLocation } from './readLocation.ts';

/**
 * Registers a device with what its description says besides. The token is told this once.
 * @throws Refusal with code 400 for a wrong description, 404 for an unknown device type, 409 when the device exists.
 */
export function registerDevice(
  { storage: { registry }, fleet, records, clock }: RestSurroundings,
  caller: Caller,
  description: JsonObject,
): { readonly device: RegisteredDevice; readonly authToken: string } {
  const typeId = idMember(description, 'typeId', 'The device type');
  const deviceId = idMember(description, 'deviceId', 'The device ID');
  const authToken = textMember(description, 'authToken');
  const [deviceInfo, metadata, location] = [
    deviceInfoOf(description),
    objectMember(description, 'metadata'),
    objectMember(description, 'location'),
  ];
  const wrongToken = authToken === undefined ? undefined : checkToken(authToken);
  if (wrongToken !== undefined) throw refused(400, wrongToken, 'a token is a text', 'Choose another token, or leave it out.');
  expectKind('dm.manage', { d: { deviceInfo: deviceInfo ?? {}, metadata: metadata ?? {} } });
  const read = location === undefined ? undefined : readLocation(location);
  expectType(registry, { parts: { typeId } });
  if (registry.has({ typeId, deviceId })) {
    throw refused(
      409,
      `The device ${typeId} ${deviceId} is registered already.`,
      'a device is registered once',
      'Choose another device ID.',
    );
  }
  const token = fleet.add({ typeId, deviceId }, caller.kind === 'application' ? caller.apiKey : caller.kind, authToken);
  records.change(
    { typeId, deviceId },
    {
      ...(deviceInfo === undefined ? {} : { deviceInfo: withDeviceInfo({}, deviceInfo) }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(read === undefined ? {} : { location: storedLocation(read, new Date(clock.now()).toISOString()) }),
    },
  );
  const device = registry.find({ typeId, deviceId });
  if (device === undefined) throw new Error('A device that was just registered is gone');
  return { device, authToken: token };
}

function idMember(body: JsonObject, name: string, what: string): string {
  const id = textMember(body, name);
  const wrong = id === undefined ? `${name} is missing.` : checkId(what, id);
  if (id !== undefined && wrong === undefined) return id;
  throw refused(400, wrong ?? `${name} is missing.`, 'IDs have 1 to 36 letters, digits, "-", "_" and "."', `Correct ${name}.`);
}
