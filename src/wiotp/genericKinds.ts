import { catalog, type CatalogKind } from './catalog.ts';
import type { InvalidExample } from './kind.ts';
import { requestKind, responseKind } from './shapes.ts';

/** Stands for several kinds; which of them a payload is, its shape tells. Only files use them: on the wire the topic tells. */
export interface GenericKind {
  readonly name: 'dm.request' | 'dm.response';
  readonly title: string;
  readonly summary: string;
  readonly examples: readonly [unknown, unknown, ...unknown[]];
  readonly invalid: readonly [InvalidExample, ...InvalidExample[]];
}

/** What a payload can be said to be: a kind, or any request or response. */
export type PayloadKind = CatalogKind | GenericKind;

/** Any Device Management request, and any response, of either side [D-mqtt, D-dm]. */
export const genericKinds: readonly GenericKind[] = [
  {
    name: 'dm.request',
    title: 'Device Management request',
    summary: 'Any request of the device or the platform; its members tell which.',
    examples: [
      { d: { lifetime: 3600, supports: { deviceActions: true, firmwareActions: false } }, reqId: 'request-1' },
      { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'request-2' },
      { reqId: 'request-3' },
    ],
    invalid: [
      { payload: { d: { longitude: 8.68 }, reqId: 'request-1' }, why: 'a location has longitude and latitude' },
      { text: '{reqId: "request-1"}', why: 'names stand in double quotes' },
    ],
  },
  {
    name: 'dm.response',
    title: 'Device Management response',
    summary: 'The answer of the device or the platform to a request; the return code and the members tell whose.',
    examples: [
      { rc: 200, reqId: 'request-1' },
      { rc: 202, reqId: 'request-2' },
      { rc: 404, reqId: 'request-3', d: { fields: [{ field: 'mgmt.firmware' }] } },
    ],
    invalid: [{ payload: { rc: 200 }, why: 'without reqId nobody knows which request this answers' }],
  },
];

const byName = new Map<string, PayloadKind>([...catalog, ...genericKinds].map((kind) => [kind.name, kind]));

/** Whether a kind only stands for others. */
export function isGeneric(kind: PayloadKind): kind is GenericKind {
  return kind.name === 'dm.request' || kind.name === 'dm.response';
}

/** The kind or generic kind with this name, if the text is the name of one. */
export function findPayloadKind(name: string): PayloadKind | undefined {
  return byName.get(name);
}

/** The kind that the shape of a parsed payload is nearest to. Takes any value at all and never throws. */
export function kindByShape(generic: GenericKind, payload: unknown): CatalogKind {
  return generic.name === 'dm.request' ? requestKind(payload) : responseKind(payload);
}
