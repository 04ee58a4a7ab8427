import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { checkChosenToken } from '../../../wiotp/credentials.ts';
import { withDeviceInfo } from '../../dm/records/deviceInfo.ts';
import { storedLocation } from '../../dm/records/location.ts';
import { expectGoodName, registeredAlready } from '../../registry/refusals.ts';
import type { RegisteredDevice } from '../../registry/registry.ts';
import type { Caller } from '../access/caller.ts';
import { expectPart } from '../http/jsonBody.ts';
import { refused } from '../http/refused.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
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
  const [typeId, deviceId] = [idMember(description, 'typeId'), idMember(description, 'deviceId')];
  expectGoodName({ typeId, deviceId });
  const authToken = textMember(description, 'authToken');
  const [deviceInfo, metadata, location] = [
    deviceInfoOf(description),
    objectMember(description, 'metadata'),
    objectMember(description, 'location'),
  ];
  const wrongToken = authToken === undefined ? undefined : checkChosenToken(authToken);
  if (wrongToken !== undefined) {
    throw refused(400, wrongToken, 'tokens of one’s own choice have 8 to 36 characters', 'Choose another token, or leave authToken out.');
  }
  expectPart('dm.manage', { deviceInfo: deviceInfo ?? {}, metadata: metadata ?? {} });
  const read = location === undefined ? undefined : readLocation(location);
  expectType(registry, { parts: { typeId } });
  if (registry.has({ typeId, deviceId })) throw registeredAlready({ typeId, deviceId });
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

function idMember(body: JsonObject, name: string): string {
  const id = textMember(body, name);
  if (id === undefined) throw refused(400, `${name} is missing.`, 'a device has a type and an ID', `Add ${name}.`);
  return id;
}
