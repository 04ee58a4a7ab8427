import { systemClock } from '../platform/clock.ts';
import { ControlServer } from '../platform/control/controlServer.ts';
import type { Platform } from '../platform/platform.ts';
import type { PlatformInfo } from '../rpc/platformContract.ts';
import { removeControlFile, writeControlFile } from './controlFile.ts';
import { Linger } from './linger.ts';

/** How the control socket is served. */
export interface ControlWishes {
  readonly file: string;
  readonly lingerSeconds: number | undefined;
  readonly platform: Platform;
  readonly info: PlatformInfo;
  /** Ends the platform. */
  readonly end: () => void;
}

/**
 * Serves the control socket and writes its address to the control file. The result ends both and removes the file.
 * @throws Refusal when the file cannot be written.
 */
export async function serveControl({ file, lingerSeconds, platform, info, end }: ControlWishes): Promise<() => Promise<void>> {
  const linger = lingerSeconds === undefined ? undefined : new Linger(lingerSeconds, systemClock, end);
  const server = new ControlServer({ platform, info, clock: systemClock, stop: end }, (connections) => linger?.count(connections));
  const address = await server.listen();
  const content = { ...address, pid: process.pid, instanceId: info.instanceId };
  try {
    writeControlFile(file, content);
  } catch (error) {
    await server.close();
    throw error;
  }
  linger?.count(0);
  return async () => {
    await removeControlFile(file, content);
    linger?.dispose();
    await server.close();
  };
}
