import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { parseClientId } from '../../../wiotp/clientId.ts';
import type { RegisteredDevice, Registry } from '../../registry/registry.ts';
import { isObject } from '../../../lint/json.ts';
import { memberOf, objectBody } from '../http/jsonBody.ts';
import { pageOf } from '../http/paging.ts';
import { notFound, refused } from '../http/refused.ts';
import { found, type Answer, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { keyOf } from './deviceView.ts';
import { registeredClientId } from './registeredClientId.ts';

/** The roles that gateways have on the service [D-gac]. */
const roleIds = { privileged: 'PD_PRIVILEGED_GW_DEVICE', standard: 'PD_STANDARD_GW_DEVICE' } as const;

/** What devices and gateways may do: whether they are let in, and the role of a gateway [ND2, D-gac]. */
export function accessRoutes(surroundings: RestSurroundings): readonly Route[] {
  const { registry } = surroundings.storage;
  const [all, one] = ['/authorization/devices', '/authorization/devices/{clientId}'];
  return [
    { method: 'GET', path: all, by: 'application', serve: ({ query }) => found(list(registry, query)) },
    { method: 'GET', path: one, by: 'application', serve: (call) => found(shown(registry)(expectClient(registry, call))) },
    { method: 'PUT', path: one, by: 'application', serve: (call) => update(surroundings, call) },
    { method: 'GET', path: `${one}/roles`, by: 'application', serve: (call) => found(shown(registry)(expectClient(registry, call))) },
    { method: 'PUT', path: `${one}/roles`, by: 'application', serve: (call) => update(surroundings, call) },
    { method: 'PUT', path: `${one}/withroles`, by: 'application', serve: (call) => update(surroundings, call) },
  ];
}

function list(registry: Registry, query: URLSearchParams): object {
  return pageOf(registry.devices(), query, keyOf, shown(registry));
}

function shown({ org }: Registry): (device: RegisteredDevice) => object {
  return (device) => ({
    id: registeredClientId(org, device),
    status: device.disabled ? 0 : 1,
    roles: device.role === undefined ? [] : [{ roleId: roleIds[device.role], roleStatus: 1 }],
  });
}

/** Status 0 disables and 1 enables. */
function update({ storage: { registry }, fleet }: RestSurroundings, call: Call): Answer {
  const { typeId, deviceId, classId } = expectClient(registry, call);
  const body = objectBody(call);
  const [status, role] = [memberOf(body, 'status'), roleIn(body)];
  if (status !== undefined && status !== 0 && status !== 1) {
    throw refused(400, 'status is neither 0 nor 1.', '0 disables and 1 enables', 'Correct status.');
  }
  if (role !== undefined && classId !== 'Gateway')
    throw refused(400, 'Only gateways have roles.', 'roles are for gateways', 'Leave roles out.');
  if (status !== undefined) fleet.setDisabled({ typeId, deviceId }, status === 0);
  if (role !== undefined) fleet.setRole({ typeId, deviceId }, role);
  return found(shown(registry)(expectClient(registry, call)));
}

/** The role that a body gives; `undefined` when it gives none. */
function roleIn(body: JsonObject): keyof typeof roleIds | undefined {
  const roles = memberOf(body, 'roles');
  if (roles === undefined) return undefined;
  const wanted = Array.isArray(roles) ? roles.filter(isObject).find((role) => memberOf(role, 'roleStatus') !== 0) : undefined;
  const roleId = wanted === undefined ? undefined : memberOf(wanted, 'roleId');
  if (roleId === roleIds.privileged) return 'privileged';
  if (roleId === roleIds.standard) return 'standard';
  const advice = `Send [{"roleId":"${roleIds.standard}","roleStatus":1}].`;
  throw refused(400, 'roles names no role of gateways.', `a gateway is ${roleIds.privileged} or ${roleIds.standard}`, advice);
}

/** The device that a client ID names. @throws Refusal with code 404. */
function expectClient(registry: Registry, { parts }: Call): RegisteredDevice {
  const { clientId = '' } = parts;
  const identity = parseClientId(clientId);
  const named = typeof identity === 'string' || identity.sender === 'application' || identity.org !== registry.org ? undefined : identity;
  const device = named === undefined ? undefined : registry.find(named);
  if (device === undefined) throw notFound('The device with this client ID');
  return device;
}
