import { setImmediate } from 'node:timers/promises';
import { isRefusal } from '../../../wiotp/refusal.ts';
import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { isObject } from '../../../lint/json.ts';
import { jsonBody } from '../http/jsonBody.ts';
import { errorAnswer } from '../http/errorAnswer.ts';
import { pageOf } from '../http/paging.ts';
import { refused } from '../http/refused.ts';
import { found, type Answer, type Call, type Route } from '../http/route.ts';
import type { RestSurroundings } from '../restSurroundings.ts';
import { textMember } from './attributes.ts';
import { deviceView, keyOf } from './deviceView.ts';
import { expectDevice } from './devices.ts';
import { registerDevice } from './registerDevice.ts';

/** Many devices in one call [ND, ND2]. */
export function bulkRoutes(surroundings: RestSurroundings): readonly Route[] {
  const { fleet, storage } = surroundings;
  return [
    { method: 'GET', path: '/bulk/devices', by: 'application', serve: ({ query }) => found(list(surroundings, query)) },
    {
      method: 'POST',
      path: '/bulk/devices/add',
      by: 'application',
      serve: (call) => each(call, (item) => ({ authToken: registerDevice(surroundings, call.caller, item).authToken })),
    },
    {
      method: 'POST',
      path: '/bulk/devices/remove',
      by: 'application',
      serve: (call) =>
        each(call, (item) => {
          const parts = { typeId: textMember(item, 'typeId') ?? '', deviceId: textMember(item, 'deviceId') ?? '' };
          const { typeId, deviceId } = expectDevice(storage.registry, { parts });
          fleet.remove({ typeId, deviceId });
          return {};
        }),
    },
  ];
}

function list(surroundings: RestSurroundings, query: URLSearchParams): object {
  const [type, id] = [query.get('typeId'), query.get('deviceId')];
  const devices = surroundings.storage.registry
    .devices()
    .filter(({ typeId, deviceId }) => (type === null || type === typeId) && (id === null || id === deviceId));
  return pageOf(devices, query, keyOf, deviceView(surroundings));
}

/** How many items are done at a stretch: 512 K hold thousands, and others want to be served meanwhile. */
const stretch = 20;

/**
 * Does the same with every item, and says of each what became of it: 201 when all succeeded [ND, ND2], 202 otherwise [PY].
 * The libraries do not agree: 202 is an error to those of Node, 201 after a removal to that of Python.
 */
async function each(call: Call, run: (item: JsonObject) => object): Promise<Answer> {
  const items = jsonBody(call);
  if (!Array.isArray(items)) throw refused(400, 'The body is no array.', 'the body lists devices', 'Send [ … ].');
  const results: { readonly success: boolean }[] = [];
  for (const item of items as readonly unknown[]) {
    results.push(outcome(item, run));
    if (results.length % stretch === 0) await setImmediate();
  }
  return { status: results.every(({ success }) => success) ? 201 : 202, json: results };
}

function outcome(item: unknown, run: (item: JsonObject) => object): { readonly success: boolean } {
  if (!isObject(item))
    return { success: false, ...failure(refused(400, 'The item is no object.', 'a device is an object', 'Send { … }.')) };
  const { typeId, deviceId } = item;
  try {
    return { typeId, deviceId, success: true, ...run(item) } as { readonly success: boolean };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { typeId, deviceId, success: false, ...failure(error) } as { readonly success: boolean };
  }
}

function failure(error: Error): object {
  const { json } = errorAnswer(error);
  return isObject(json) ? json : {};
}
