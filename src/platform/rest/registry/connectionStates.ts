import { pageOf } from '../http/paging.ts';
import { notFound, refused } from '../http/refused.ts';
import { found, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { registeredClientId } from './registeredClientId.ts';

/** Who is connected [ND2]. */
export function connectionStateRoutes(surroundings: RestSurroundings): readonly Route[] {
  const path = '/clientconnectionstates';
  return [
    { method: 'GET', path, by: 'application', serve: ({ query }) => found(list(surroundings, query)) },
    {
      method: 'GET',
      path: `${path}/{clientId}`,
      by: 'application',
      serve: ({ parts }) => found(get(surroundings, parts['clientId'] ?? '')),
    },
  ];
}

interface ConnectionState {
  readonly id: string;
  readonly connectionStatus: 'connected' | 'disconnected';
}

function list(surroundings: RestSurroundings, query: URLSearchParams): object {
  if (query.has('connectedAfter')) {
    throw refused(
      501,
      'The embedded platform does not filter by connectedAfter.',
      'it knows who is connected now',
      'Leave connectedAfter out.',
    );
  }
  const [type, id, status] = ['deviceType', 'deviceId', 'connectionStatus'].map((name) => query.get(name));
  const states = all(surroundings).filter(({ id: clientId, connectionStatus }) => {
    const [, , typeId, deviceId] = clientId.split(':');
    return (type ?? typeId) === typeId && (id ?? deviceId) === deviceId && (status ?? connectionStatus) === connectionStatus;
  });
  return pageOf(
    states,
    query,
    (state) => state.id,
    (state) => state,
  );
}

function get(surroundings: RestSurroundings, clientId: string): ConnectionState {
  const state = all(surroundings).find(({ id }) => id === clientId);
  if (state === undefined) throw notFound('A client with this ID');
  return state;
}

/** Every device and gateway, and the applications that are connected. */
function all({ storage, fleet }: RestSurroundings): readonly ConnectionState[] {
  const { org } = storage.registry;
  const devices = fleet.states().map((device) => ({ id: registeredClientId(org, device), connectionStatus: statusOf(device.online) }));
  const applications = fleet.applications().map(({ clientId }) => ({ id: clientId, connectionStatus: statusOf(true) }));
  return [...devices, ...applications];
}

function statusOf(online: boolean): ConnectionState['connectionStatus'] {
  return online ? 'connected' : 'disconnected';
}
