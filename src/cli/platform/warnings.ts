import { isLoopback } from '../../wiotp/loopback.ts';
import type { PlatformInfo } from '../../rpc/platformContract.ts';

/** What somebody who starts a platform should know about how it turned out, as sentences. */
export function warningsFor({ listeners, host }: PlatformInfo): string[] {
  const replaced = listeners.flatMap(({ port, wantedPort, taken }) => {
    if (wantedPort === undefined) return [];
    return [
      `${taken ?? `Port ${wantedPort} is taken.`} The platform listens on ${port} instead. Clients must be told: some SDKs only know the standard port.`,
    ];
  });
  if (isLoopback(host)) return replaced;
  return [
    ...replaced,
    `Warning: ${host} can be reached from other machines, and what crosses the network without TLS, tokens included, can be read there.`,
  ];
}
