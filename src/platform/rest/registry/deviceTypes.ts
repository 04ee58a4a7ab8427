import type { DeviceClass, JsonObject } from '../../../rpc/device/deviceState.ts';
import { expectTypeId } from '../../registry/refusals.ts';
import type { DeviceType, Registry } from '../../registry/registry.ts';
import { expectPart, memberOf, objectBody } from '../http/jsonBody.ts';
import { pageOf } from '../http/paging.ts';
import { notFound, refused } from '../http/refused.ts';
import { created, found, nothing, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { deviceInfoOf, objectMember } from './attributes.ts';

/** Device types [D-model, ND, ND2]. */
export function deviceTypeRoutes({ storage: { registry } }: RestSurroundings): readonly Route[] {
  return [
    { method: 'GET', path: '/device/types', by: 'application', serve: ({ query }) => found(list(registry, query)) },
    { method: 'POST', path: '/device/types', by: 'application', serve: (call) => created(add(registry, call)) },
    { method: 'GET', path: '/device/types/{typeId}', by: 'application', serve: (call) => found(shown(expectType(registry, call))) },
    { method: 'PUT', path: '/device/types/{typeId}', by: 'application', serve: (call) => found(update(registry, call)) },
    { method: 'DELETE', path: '/device/types/{typeId}', by: 'application', serve: (call) => remove(registry, call) },
  ];
}

/** The device type that a path names. @throws Refusal with code 404. */
export function expectType(registry: Registry, { parts }: Pick<Call, 'parts'>): DeviceType {
  const type = registry.deviceTypes().find(({ id }) => id === parts['typeId']);
  if (type === undefined) throw notFound(`The device type ${parts['typeId']}`);
  return type;
}

function list(registry: Registry, query: URLSearchParams): object {
  return pageOf(registry.deviceTypes(), query, ({ id }) => id, shown);
}

function add(registry: Registry, call: Call): object {
  const body = objectBody(call);
  const id = memberOf(body, 'id');
  if (typeof id !== 'string') throw refused(400, 'id is missing or no string.', 'a device type has an ID', 'Name the device type.');
  expectTypeId(id);
  if (registry.deviceTypes().some((type) => type.id === id)) {
    throw refused(409, `The device type ${id} exists already.`, 'a device type is created once', 'Choose another ID.');
  }
  const type = { id, classId: classOf(body), attributes: attributesOf(body) };
  registry.setDeviceType(type);
  return shown(type);
}

/** What is not sent stays. */
function update(registry: Registry, call: Call): object {
  const { id, classId, attributes } = expectType(registry, call);
  const type = { id, classId, attributes: { ...attributes, ...attributesOf(objectBody(call)) } };
  registry.setDeviceType(type);
  return shown(type);
}

function remove(registry: Registry, call: Call): typeof nothing {
  registry.removeDeviceType(expectType(registry, call).id);
  return nothing;
}

function shown({ id, classId, attributes }: DeviceType): object {
  return { ...attributes, id, classId };
}

function classOf(body: JsonObject): DeviceClass {
  const classId = memberOf(body, 'classId') ?? 'Device';
  if (classId === 'Device' || classId === 'Gateway') return classId;
  throw refused(400, 'classId is neither "Device" nor "Gateway".', 'a device type is of one of two classes', 'Correct classId.');
}

/** What can be kept of a body. @throws Refusal with code 400 for members of the wrong type. */
function attributesOf(body: JsonObject): Record<string, unknown> {
  const description = memberOf(body, 'description');
  if (description !== undefined && typeof description !== 'string') {
    throw refused(400, 'description is no string.', 'the description is a text', 'Correct description.');
  }
  const [deviceInfo, metadata] = [deviceInfoOf(body), objectMember(body, 'metadata')];
  expectPart('dm.manage', { deviceInfo: deviceInfo ?? {} });
  return {
    ...(description === undefined ? {} : { description }),
    ...(deviceInfo === undefined ? {} : { deviceInfo }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
