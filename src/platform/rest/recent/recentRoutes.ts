import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import { deviceClientId, gatewayClientId } from '../../../wiotp/clientId.ts';
import { notFound, refused } from '../http/refused.ts';
import { found, type Call, type Route } from '../http/route.ts';
import { devicePath, expectDevice } from '../registry/devices.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import type { ConnectionLog } from './connectionLog.ts';
import type { LastEvent, LastEvents } from './lastEvents.ts';

/** What these calls work with besides. */
export interface RecentSurroundings extends RestSurroundings {
  readonly lastEvents: LastEvents;
  readonly connectionLog: ConnectionLog;
}

/** The last event cache and the connection log [ND, ND2, PY]. */
export function recentRoutes(surroundings: RecentSurroundings): readonly Route[] {
  return [
    { method: 'GET', path: `${devicePath}/events`, by: 'application', serve: (call) => found(listEvents(surroundings, call)) },
    { method: 'GET', path: `${devicePath}/events/{eventId}`, by: 'application', serve: (call) => found(getEvent(surroundings, call)) },
    { method: 'GET', path: '/logs/connection', by: 'application', serve: (call) => found(listConnections(surroundings, call)) },
  ];
}

function listEvents({ storage, lastEvents, clock }: RecentSurroundings, call: Call): readonly object[] {
  const device = expectDevice(storage.registry, call);
  return lastEvents.of(device, clock.now()).map((event) => shown(device, event));
}

function getEvent({ storage, lastEvents, clock }: RecentSurroundings, call: Call): object {
  const device = expectDevice(storage.registry, call);
  const event = lastEvents.of(device, clock.now()).find(({ eventId }) => eventId === call.parts['eventId']);
  if (event === undefined) throw notFound('A last event with this ID');
  return shown(device, event);
}

function shown({ typeId, deviceId }: DeviceName, { eventId, format, payload, time }: LastEvent): object {
  const timestamp = new Date(time).toISOString();
  return { typeId, deviceId, eventId, format, timestamp, payload: Buffer.from(payload).toString('base64') };
}

/** Both client IDs that the device may have used. */
function listConnections({ storage: { registry }, connectionLog }: RecentSurroundings, { query }: Call): readonly object[] {
  const [typeId, deviceId] = [query.get('typeId'), query.get('deviceId')];
  if (typeId === null || deviceId === null) {
    throw refused(400, 'typeId or deviceId is missing.', 'the connection log is about one device', 'Add ?typeId=…&deviceId=….');
  }
  expectDevice(registry, { parts: { typeId, deviceId } });
  const clientIds = [deviceClientId, gatewayClientId].map((clientId) => clientId(registry.org, typeId, deviceId));
  const entries = clientIds.flatMap((clientId) => connectionLog.of(clientId)).sort((a, b) => b.time - a.time);
  return entries.map(({ time, message }) => ({ timestamp: new Date(time).toISOString(), message }));
}
