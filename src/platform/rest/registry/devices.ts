import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import type { RegisteredDevice, Registry } from '../../registry/registry.ts';
import { expectPart, objectBody } from '../http/jsonBody.ts';
import { pageOf } from '../http/paging.ts';
import { notFound, refused } from '../http/refused.ts';
import { created, found, nothing, type Answer, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { deviceInfoOf, objectMember } from './attributes.ts';
import { deviceView, keyOf } from './deviceView.ts';
import { expectType } from './deviceTypes.ts';
import { registerDevice } from './registerDevice.ts';

const devicesPath = '/device/types/{typeId}/devices';

/** The path of one device. */
export const devicePath = `${devicesPath}/{deviceId}`;

/** Devices of a device type, and those behind a gateway [D-model, ND, ND2]. */
export function deviceRoutes(surroundings: RestSurroundings): readonly Route[] {
  return [
    { method: 'GET', path: devicesPath, by: 'application', serve: (call) => found(list(surroundings, call)) },
    { method: 'POST', path: devicesPath, by: 'application', serve: (call) => created(add(surroundings, call)) },
    { method: 'GET', path: devicePath, by: 'application', serve: (call) => found(get(surroundings, call)) },
    { method: 'PUT', path: devicePath, by: 'application', serve: (call) => found(update(surroundings, call)) },
    { method: 'DELETE', path: devicePath, by: 'application', serve: (call) => remove(surroundings, call) },
    { method: 'GET', path: `${devicePath}/devices`, by: 'application', serve: (call) => found(listBehind(surroundings, call)) },
  ];
}

/** The device that a path names. @throws Refusal with code 404. */
export function expectDevice(registry: Registry, { parts }: Pick<Call, 'parts'>): RegisteredDevice {
  const { typeId = '', deviceId = '' } = parts;
  const device = registry.find({ typeId, deviceId });
  if (device === undefined) throw notFound(`The device ${typeId} ${deviceId}`);
  return device;
}

function list(surroundings: RestSurroundings, call: Call): object {
  const { registry } = surroundings.storage;
  const { id } = expectType(registry, call);
  const devices = registry.devices().filter(({ typeId }) => typeId === id);
  return pageOf(devices, call.query, keyOf, deviceView(surroundings));
}

function listBehind(surroundings: RestSurroundings, call: Call): object {
  const { registry } = surroundings.storage;
  const { typeId, deviceId } = expectDevice(registry, call);
  const devices = registry.devices().filter(({ gateway }) => gateway?.typeId === typeId && gateway.deviceId === deviceId);
  return pageOf(devices, call.query, keyOf, deviceView(surroundings));
}

function add(surroundings: RestSurroundings, call: Call): object {
  const { registry } = surroundings.storage;
  const { id: typeId } = expectType(registry, call);
  const { device, authToken } = registerDevice(surroundings, call.caller, { ...objectBody(call), typeId });
  return { ...deviceView(surroundings)(device), authToken };
}

function get(surroundings: RestSurroundings, call: Call): object {
  return deviceView(surroundings)(expectDevice(surroundings.storage.registry, call));
}

/** What is not sent stays; a managed device is told what it is told when the workbench changes it [D-dm]. */
function update(surroundings: RestSurroundings, call: Call): object {
  const { storage, records, backOffice } = surroundings;
  const device = expectDevice(storage.registry, call);
  const body = objectBody(call);
  const [metadata, deviceInfo] = [objectMember(body, 'metadata'), deviceInfoOf(body)];
  const [status, extensions] = [objectMember(body, 'status'), objectMember(body, 'extensions')];
  if (extensions !== undefined && Object.keys(extensions).length > 0) throw noExtensions();
  expectPart('dm.manage', { metadata: metadata ?? {}, deviceInfo: deviceInfo ?? {} });
  const changes: readonly ['metadata' | 'deviceInfo', JsonObject | undefined][] = [
    ['metadata', metadata],
    ['deviceInfo', deviceInfo],
  ];
  for (const [attribute, value] of changes) if (value !== undefined) backOffice.changeAttribute(device, attribute, value);
  if (status !== undefined) records.change(device, { status });
  return get(surroundings, call);
}

function remove({ storage, fleet }: RestSurroundings, call: Call): Answer {
  const { typeId, deviceId } = expectDevice(storage.registry, call);
  fleet.remove({ typeId, deviceId });
  return nothing;
}

function noExtensions(): Error {
  return refused(501, 'The embedded platform keeps no extensions of devices.', 'extensions are not part of it', 'Leave extensions out.');
}
