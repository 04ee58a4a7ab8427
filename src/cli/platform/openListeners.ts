import type { Platform } from '../../platform/platform.ts';
import type { PlatformOptions } from './platformOptions.ts';

/** Opens every port that was asked for. @throws Refusal when a given one cannot be used. */
export async function openListeners(
  platform: Platform,
  { host, port, tlsPort, httpsPort, quickstartPort }: PlatformOptions,
): Promise<void> {
  const { ports, openings } = platform;
  await platform.listen(host, port);
  if (tlsPort !== undefined) await ports.open({ service: 'full', secure: true, host, port: tlsPort });
  if (httpsPort !== undefined) await ports.open({ service: 'full', secure: true, host, port: { port: httpsPort, orAnother: false } });
  if (quickstartPort !== undefined) await openings.setQuickstart(quickstartPort);
}
