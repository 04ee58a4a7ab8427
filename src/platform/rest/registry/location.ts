import { notFound } from '../http/refused.ts';
import { objectBody } from '../http/jsonBody.ts';
import { found, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { devicePath, expectDevice } from './devices.ts';
import { readLocation } from './readLocation.ts';

/** Where devices are [D-model, ND, ND2]. */
export function locationRoutes(surroundings: RestSurroundings): readonly Route[] {
  const path = `${devicePath}/location`;
  return [
    { method: 'GET', path, by: 'application', serve: (call) => found(get(surroundings, call)) },
    { method: 'PUT', path, by: 'application', serve: (call) => found(put(surroundings, call)) },
  ];
}

function get({ storage, records }: RestSurroundings, call: Call): object {
  const { location } = records.of(expectDevice(storage.registry, call));
  if (location === undefined) throw notFound('The location of this device');
  return location;
}

/** A managed device is told [D-dm]. */
function put(surroundings: RestSurroundings, call: Call): object {
  const { storage, backOffice } = surroundings;
  const device = expectDevice(storage.registry, call);
  backOffice.changeAttribute(device, 'location', readLocation(objectBody(call)));
  return get(surroundings, call);
}
