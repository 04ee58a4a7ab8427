import type { ListenerState, PlatformInfo } from '../../rpc/platformContract.ts';
import type { CertificateStore } from '../certificates/certificateStore.ts';
import type { Platform } from '../platform.ts';

/** What the platform itself does not know about itself. */
export interface InfoParts {
  readonly platform: Platform;
  /** Absent without TLS. */
  readonly certificates?: Pick<CertificateStore, 'ca' | 'caFile'> | undefined;
  /** Whether the platform runs on without windows. */
  readonly keepRunning: () => boolean;
  /** Where the platform can be attached to from elsewhere. */
  readonly attachAddress?: string;
}

/** Gives what the platform is now, which begins when its first listener is open. */
export function platformInfo({ platform, certificates, keepRunning, attachAddress }: InfoParts): () => PlatformInfo {
  const { instanceId, org } = platform.registry;
  const { quota, tolerant } = platform.wishes;
  let first: Pick<ListenerState, 'host' | 'port' | 'wantedPort'> = { host: '', port: 0 };
  return () => {
    const listeners = platform.ports.states();
    // While the platform restarts nothing is open, and everybody has to know where it will be.
    first = listeners.find(isPlain) ?? first;
    const { host, port, wantedPort } = first;
    // Whoever is told of the first port that is open again knows that the time is over.
    const awayUntil = listeners.length === 0 ? platform.openings.downUntil : undefined;
    return {
      instanceId,
      org,
      pid: process.pid,
      host,
      port,
      ...(wantedPort === undefined ? {} : { wantedPort }),
      listeners,
      ...(awayUntil === undefined ? {} : { awayUntil }),
      ...(certificates === undefined ? {} : { ca: certificates.ca, caFile: certificates.caFile }),
      quota,
      tolerant,
      keepRunning: keepRunning(),
      ...(attachAddress === undefined ? {} : { attachAddress }),
    };
  };
}

function isPlain({ service, secure }: ListenerState): boolean {
  return service === 'full' && !secure;
}
