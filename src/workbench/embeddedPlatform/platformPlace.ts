import type { PlatformPlace } from '../../profiles/surroundings.ts';
import type { PlatformInfo } from '../../rpc/platformContract.ts';

/**
 * The platform as a connection of this window reaches it. One that is attached to is reached where it listens for other
 * machines only, by the name it was attached by.
 */
export function platformPlace({ info, attachedTo }: { readonly info: PlatformInfo; readonly attachedTo?: string }): PlatformPlace {
  const { instanceId, org, ca, listeners } = info;
  const place = { instanceId, org, ...(ca === undefined ? {} : { ca }) };
  if (attachedTo === undefined) return { ...place, listeners };
  const host = new URL(`https://${attachedTo}`).hostname.replace(/^\[|\]$/g, '');
  return { ...place, listeners: listeners.filter(({ open }) => open).map((listener) => ({ ...listener, host })) };
}
