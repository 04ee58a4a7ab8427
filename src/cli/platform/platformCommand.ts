import { join } from 'node:path';
import type { ControlFile } from '../../rpc/node/control.ts';
import { announcementFile, userFolder } from '../../rpc/node/userFolder.ts';
import { isRefusal, Refusal, refusalText } from '../../wiotp/refusal.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Outputs } from '../outputs.ts';
import { Announcement, claimOrFind } from './announcement.ts';
import { attachHere } from './attachHere.ts';
import { livePlatform } from './controlFile.ts';
import { ControlFiles, controlFileIn } from './controlFiles.ts';
import { readPlatformOptions, type PlatformOptions } from './platformOptions.ts';
import { preparePlatform } from './preparePlatform.ts';
import { readRegistryFile } from './registryFile.ts';
import { runPlatform } from './runPlatform.ts';

/**
 * `wiotp platform`: runs the embedded platform until a signal, a call on the control socket or the end of its linger time ends
 * it; or shows what happens on the one that runs.
 * @throws Refusal for wrong usage, and when the platform cannot begin.
 */
export async function platformCommand(args: readonly string[], outputs: Outputs): Promise<ExitCode> {
  const options = readPlatformOptions(args);
  const { dataFolder, registryFile, controlFile } = options;
  const file = registryFile === undefined ? undefined : readRegistryFile(registryFile, process.env);
  const running = dataFolder === undefined ? undefined : await livePlatform(controlFileIn(dataFolder));
  if (running !== undefined && controlFile === undefined) return attachTo(running, options, outputs);
  const announcement = await announce(options, outputs);
  if (announcement !== undefined && !(announcement instanceof Announcement)) return attachTo(announcement, options, outputs);
  const failed = (error: unknown): void => outputs.err.write(() => `Defect: ${error instanceof Error ? error.stack : String(error)}`);
  try {
    // Whoever announces itself in the user's folder is alone there.
    const certificateFolder = announcement !== undefined && controlFile === undefined ? join(userFolder(), 'certificates') : undefined;
    const prepared = await preparePlatform({ options, file, certificateFolder, failed });
    await runPlatform({ options, prepared, files: new ControlFiles(dataFolder, announcement), outputs, failed });
  } finally {
    announcement?.release();
  }
  return exitCode.fine;
}

/**
 * The right to announce the platform; the platform that is to be used instead; or `undefined` for one that nobody else shall
 * find.
 */
async function announce(options: PlatformOptions, { err }: Outputs): Promise<Announcement | ControlFile | undefined> {
  const { controlFile, isOwn } = options;
  if (controlFile !== undefined) return ownAnnouncement(controlFile);
  try {
    return isOwn ? Announcement.claim(announcementFile()) : await claimOrFind(announcementFile());
  } catch (error) {
    // Without a home folder that can be written nobody finds the platform, but it serves.
    if (!isRefusal(error) || error.cause === undefined) throw error;
    err.write(() => refusalText(error));
    return undefined;
  }
}

/** @throws Refusal when another platform that is alive has the file. */
async function ownAnnouncement(file: string): Promise<Announcement> {
  const found = await claimOrFind(file);
  if (found instanceof Announcement) return found;
  throw new Refusal(`The embedded platform with the process ID ${found.pid} is running and uses the control file ${file}.`, {
    rule: 'a control file belongs to one running platform',
    advice: 'Use that platform, or end it first.',
  });
}

/** @throws Refusal when something was asked for that a platform that runs cannot do. */
async function attachTo(found: ControlFile, options: PlatformOptions, outputs: Outputs): Promise<ExitCode> {
  if (options.registryFile === undefined) return attachHere(found, options, outputs);
  throw new Refusal(`The embedded platform with the process ID ${found.pid} uses this data already; the registry file was not applied.`, {
    rule: 'a registry file is applied when a platform starts',
    advice: 'End that platform first, or choose another folder.',
  });
}
