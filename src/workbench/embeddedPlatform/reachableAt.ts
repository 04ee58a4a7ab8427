import type { PlatformInfo } from '../../rpc/platformContract.ts';

/**
 * Where a client on this machine reaches the platform without TLS. `undefined` for a platform elsewhere that listens
 * without TLS on its own loopback address only.
 */
export function reachableAt({
  info,
  attachedTo,
}: {
  readonly info: PlatformInfo;
  readonly attachedTo?: string;
}): { readonly host: string; readonly port: number } | undefined {
  if (attachedTo === undefined) return { host: info.host, port: info.port };
  const { hostname } = new URL(`https://${attachedTo}`);
  const open = info.listeners.find((listener) => listener.open && !listener.secure && listener.service === 'full');
  return open === undefined ? undefined : { host: hostname.replace(/^\[|\]$/g, ''), port: open.port };
}
