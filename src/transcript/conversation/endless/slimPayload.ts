import { isObject } from '../../../lint/json.ts';

/** The members of `d` by which the order of messages is judged. */
const told = ['lifetime', 'supports', 'fields', 'field', 'value'];

/** A payload as far as a conversation looks at it: what devices store by the kilobyte is left out. */
export interface SlimPayload {
  readonly value: unknown;
  /** How many characters are kept, roughly. */
  readonly weight: number;
}

/** What a small message takes while it is remembered. */
const leastWeight = 200;

/** The part of a payload that a conversation looks at. */
export function slimPayload(text: string | undefined): SlimPayload {
  const payload = text === undefined ? undefined : parsed(text);
  if (text === undefined || !isObject(payload)) return { value: isKept(payload) ? payload : undefined, weight: leastWeight };
  const { reqId, rc, d } = payload;
  const list = isObject(d) && Array.isArray(d['data']) ? ['data'] : [];
  const slim = isObject(d) ? picked(d, [...told, ...list]) : d === undefined ? undefined : null;
  const value = {
    ...picked(payload, ['reqId', 'rc']),
    ...(slim === undefined ? {} : { d: slim }),
  };
  const heavy = isLong(reqId) || isLong(rc) || (isObject(slim) && Object.keys(slim).some((name) => name !== 'lifetime'));
  return { value, weight: leastWeight + (heavy ? text.length : 0) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Numbers and the like are kept as they are: what matters is that they are no objects. */
function isKept(payload: unknown): boolean {
  return typeof payload !== 'string' && typeof payload !== 'object';
}

function isLong(value: unknown): boolean {
  return typeof value === 'object' ? value !== null : typeof value === 'string' && value.length > leastWeight;
}

function picked(value: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]]));
}
