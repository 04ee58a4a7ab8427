import type { ActionReport, ActionRequest } from '../../../rpc/device/actionState.ts';
import { expectBody, memberOf, objectBody } from '../http/jsonBody.ts';
import { pageOf } from '../http/paging.ts';
import { notFound, refused } from '../http/refused.ts';
import { found, nothing, type Answer, type Call, type Route } from '../http/route.ts';
import { devicePath, expectDevice } from '../registry/devices.ts';
import { keyOf } from '../registry/deviceView.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { actionStatus, isComplete } from './actionStatus.ts';
import { Requests, type Request } from './requestList.ts';

/** Device Management requests and what became of them [D-req, ND, ND2]. */
export function requestRoutes(surroundings: RestSurroundings): readonly Route[] {
  const requests = new Requests(surroundings.actions);
  const [all, one] = ['/mgmt/requests', '/mgmt/requests/{requestId}'];
  const status = `${one}/deviceStatus`;
  const expect = ({ parts }: Call): Request => requests.expect(parts['requestId'] ?? '');
  const list = ({ query }: Call): object => pageOf(requests.all(), query, ([{ requestId }]) => requestId, shown);
  return [
    { method: 'GET', path: all, by: 'application', serve: (call) => found(list(call)) },
    { method: 'POST', path: all, by: 'application', serve: (call) => initiate(surroundings, call) },
    { method: 'GET', path: one, by: 'application', serve: (call) => found(shown(expect(call))) },
    { method: 'DELETE', path: one, by: 'application', serve: (call) => clear(requests, expect(call)) },
    { method: 'POST', path: `${one}/cancel`, by: 'application', serve: (call) => cancel(surroundings, expect(call)) },
    { method: 'GET', path: status, by: 'application', serve: (call) => found(listStatus(expect(call), call)) },
    { method: 'GET', path: `${status}/{typeId}/{deviceId}`, by: 'application', serve: (call) => found(deviceStatus(expect(call), call)) },
    { method: 'GET', path: `${devicePath}/mgmt`, by: 'application', serve: (call) => found(management(surroundings, call)) },
  ];
}

function shown(request: Request): object {
  const [{ requestId, action }] = request;
  return {
    id: requestId,
    action,
    devices: request.map(({ device: { typeId, deviceId } }) => ({ typeId, deviceId })),
    started: new Date(Math.min(...request.map(({ started }) => started))).toISOString(),
    complete: request.every(({ state }) => isComplete(state)),
  };
}

function initiate({ actions }: RestSurroundings, call: Call): Answer {
  const body = objectBody(call);
  expectBody('rest.mgmtRequest', call);
  const { action, devices } = body as unknown as ActionRequest;
  const [parameters, timeout] = [memberOf(body, 'parameters'), memberOf(body, 'timeout')];
  const reqId = actions.start({
    action,
    devices,
    ...(parameters === undefined ? {} : { parameters: parameters as NonNullable<ActionRequest['parameters']> }),
    ...(typeof timeout === 'number' ? { timeoutSeconds: timeout } : {}),
    ...(call.query.get('override') === 'true' ? { override: true } : {}),
  });
  return { status: 202, json: { reqId } };
}

function clear(requests: Requests, request: Request): Answer {
  requests.clear(request);
  return nothing;
}

function cancel({ actions }: RestSurroundings, [{ requestId }]: Request): Answer {
  actions.cancel(requestId);
  return { status: 202, json: { reqId: requestId } };
}

function listStatus(request: Request, { query }: Call): object {
  return pageOf(request, query, ({ device }) => keyOf(device), shownStatus);
}

function deviceStatus(request: Request, { parts: { typeId, deviceId } }: Call): object {
  const action = request.find(({ device }) => device.typeId === typeId && device.deviceId === deviceId);
  if (action === undefined) throw notFound('This device in the request');
  return shownStatus(action);
}

function shownStatus({ device: { typeId, deviceId }, state, note, rc }: ActionReport): object {
  return { typeId, deviceId, status: actionStatus[state], complete: isComplete(state), message: note, ...(rc === undefined ? {} : { rc }) };
}

/** What is known about the management of a device; nothing while it is not managed [D-model]. */
function management({ storage, records }: RestSurroundings, call: Call): object {
  const { mgmt } = records.of(expectDevice(storage.registry, call));
  if (mgmt === undefined) {
    throw refused(
      404,
      'The device is not managed.',
      'only managed devices have management information',
      'Let the device send a Manage request.',
    );
  }
  return mgmt;
}
