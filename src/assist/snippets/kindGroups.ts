import { catalog, type CatalogKind } from '../../wiotp/catalog.ts';
import { isGeneric, type GenericKind, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { isConnectionEvent, isDeviceManagement } from '../../wiotp/kind.ts';

/** The kinds whose answers are messages of this kind; none for what answers nothing. */
export function answeredBy(kind: CatalogKind): readonly CatalogKind[] {
  return catalog.filter(({ answer }) => answer?.kind === kind.name);
}

/** The kinds that a payload of this kind may be: itself, or all that a generic kind stands for. */
export function membersOfKind(kind: PayloadKind): readonly CatalogKind[] {
  return isGeneric(kind) ? standsFor(kind) : [kind];
}

/** The messages that pass between a device or gateway and the platform, in the order of the catalog. */
export const conversationKinds: readonly CatalogKind[] = catalog.filter(
  ({ topic, sender, receiver }) => topic !== undefined && sender !== 'application' && receiver !== 'application',
);

/** What may happen to the connection of a device or gateway. */
export const connectionEvents: readonly CatalogKind[] = catalog.filter(({ name }) => isConnectionEvent(name));

function standsFor({ name }: GenericKind): readonly CatalogKind[] {
  return catalog.filter((kind) => isDeviceManagement(kind) && answeredBy(kind).length > 0 === (name === 'dm.response'));
}
