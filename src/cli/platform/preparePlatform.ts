import { join } from 'node:path';
import { CertificateStore } from '../../platform/certificates/certificateStore.ts';
import { openStorage } from '../../platform/store/openStorage.ts';
import type { Storage } from '../../platform/store/storage.ts';
import { systemClock } from '../../rpc/node/clock.ts';
import { applyRegistryFile, createFirstEntries, type Issued } from './fillRegistry.ts';
import type { PlatformOptions } from './platformOptions.ts';
import type { RegistryFile } from '../../profiles/registry/registryFile.ts';

/** What a platform begins with. */
export interface Prepared {
  readonly storage: Storage;
  readonly issued: Issued;
  /** Absent without TLS. */
  readonly certificates: CertificateStore | undefined;
}

/** What it is prepared from. */
export interface Preparation {
  readonly options: PlatformOptions;
  readonly file: RegistryFile | undefined;
  /** Where keys and certificates are kept; absent where they are with the data, or end with the process where there is none. */
  readonly certificateFolder: string | undefined;
  /** Told about defects of ours while the platform runs. */
  readonly failed: (error: unknown) => void;
}

/**
 * Opens the data, registers what was asked for, and makes the certificates ready.
 * @throws Refusal when that cannot be done; nothing is left open then.
 */
export async function preparePlatform({ options, file, certificateFolder, failed }: Preparation): Promise<Prepared> {
  const { dataFolder, tlsPort, certificateNames: names } = options;
  const storage = openStorage(dataFolder, file?.org);
  try {
    const issued = fill(storage, options, file);
    const folder = certificateFolder ?? (dataFolder === undefined ? undefined : join(dataFolder, 'certificates'));
    const { org } = storage.registry;
    const certificates =
      tlsPort === undefined ? undefined : await CertificateStore.open({ folder, org, names, clock: systemClock, failed });
    storage.commit();
    return { storage, issued, certificates };
  } catch (error) {
    storage.close();
    throw error;
  }
}

function fill({ registry }: Storage, { controlFile }: PlatformOptions, file: RegistryFile | undefined): Issued {
  if (file !== undefined) return applyRegistryFile(registry, file);
  // A window that controls the platform registers its devices itself, and keeps their tokens.
  const bare = registry.created && controlFile === undefined;
  return bare ? createFirstEntries(registry) : { devices: [], apiKeys: [] };
}
