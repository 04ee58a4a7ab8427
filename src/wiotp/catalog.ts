import type { Kind } from './kind.ts';
import { applicationKinds } from './kinds/application.ts';
import { connectionKinds } from './kinds/connection.ts';
import { dmFromDeviceKinds } from './kinds/dmFromDevice.ts';
import { dmFromPlatformKinds } from './kinds/dmFromPlatform.ts';
import { gatewayKinds } from './kinds/gateway.ts';
import { messagingKinds } from './kinds/messaging.ts';
import { monitoringKinds } from './kinds/monitoring.ts';
import { restKinds } from './kinds/rest.ts';
import { stateKinds } from './kinds/state.ts';

const entries = [
  ...messagingKinds,
  ...gatewayKinds,
  ...applicationKinds,
  ...dmFromDeviceKinds,
  ...dmFromPlatformKinds,
  ...monitoringKinds,
  ...stateKinds,
  ...restKinds,
  ...connectionKinds,
];

/** The name of every kind. */
export type KindName = (typeof entries)[number]['name'];

/** A kind as found in the catalog. */
export type CatalogKind = Kind & { readonly name: KindName };

/** The one table of all kinds, in the order in which documentation lists them. */
export const catalog: readonly CatalogKind[] = entries;

const byName = new Map<string, CatalogKind>(catalog.map((kind) => [kind.name, kind]));

/** The kind with this name. */
export function kindNamed(name: KindName): CatalogKind {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`The catalog has no kind ${name}`);
  return kind;
}

/** The kind with this name, if the text is the name of one. */
export function findKind(name: string): CatalogKind | undefined {
  return byName.get(name);
}
