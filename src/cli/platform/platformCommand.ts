import { join, resolve } from 'node:path';
import type { ControlFile } from '../../rpc/node/control.ts';
import { announcementFile, userFolder } from '../../rpc/node/userFolder.ts';
import { isRefusal, Refusal, refusalText } from '../../wiotp/refusal.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { CommandContext } from '../commandContext.ts';
import type { Outputs } from '../outputs.ts';
import { Announcement, claimOrFind } from './announcement.ts';
import { attachHere } from './attachHere.ts';
import { failureText } from './failureText.ts';
import { livePlatform } from './controlFile.ts';
import { ControlFiles, controlFileIn } from './controlFiles.ts';
import { readPlatformOptions, type PlatformOptions } from './platformOptions.ts';
import { preparePlatform } from './preparePlatform.ts';
import { deviceInfoFault } from '../../profiles/registry/deviceInfoFault.ts';
import { readRegistryFile } from '../../profiles/registry/registryFile.ts';
import { registryText } from './registryText.ts';
import { runPlatform } from './runPlatform.ts';

/** What the command works with. */
export type PlatformContext = Outputs & Pick<CommandContext, 'readInput'>;

/**
 * `wiotp platform`: runs the embedded platform until a signal, a call on the control socket or the end of its linger time ends
 * it; or shows what happens on the one that runs.
 * @throws Refusal for wrong usage, and when the platform cannot begin.
 */
export async function platformCommand(args: readonly string[], outputs: PlatformContext): Promise<ExitCode> {
  const options = readPlatformOptions(args);
  const { dataFolder, registryFile, controlFile } = options;
  const file =
    registryFile === undefined
      ? undefined
      : readRegistryFile(registryFile, await registryText(registryFile, outputs.readInput), process.env, deviceInfoFault);
  const running = dataFolder === undefined ? undefined : await livePlatform(controlFileIn(dataFolder));
  if (running !== undefined && controlFile === undefined) return attachTo(running, options, outputs);
  const announcement = await announce(options, outputs);
  if (announcement !== undefined && !(announcement instanceof Announcement)) return attachTo(announcement, options, outputs);
  const failed = (error: unknown): void => outputs.err.write(() => failureText(error));
  try {
    const certificateFolder = announcement === undefined ? undefined : certificateFolderFor(options);
    const prepared = await preparePlatform({ options, file, certificateFolder, failed });
    await runPlatform({ options, prepared, files: new ControlFiles(dataFolder, announcement), outputs, failed });
  } finally {
    announcement?.release();
  }
  return exitCode.fine;
}

/**
 * Where the certificates of a platform are that announces itself: those of the shared platform stay the same whoever starts
 * it, so that a board that trusts it goes on doing so. Only one at a time uses them.
 */
function certificateFolderFor({ controlFile }: PlatformOptions): string | undefined {
  const isShared = controlFile === undefined || resolve(controlFile) === resolve(announcementFile());
  return isShared ? join(userFolder(), 'certificates') : undefined;
}

/**
 * The right to announce the platform; the platform that is to be used instead; or `undefined` for one that nobody else shall
 * find: a platform of its own.
 */
async function announce(options: PlatformOptions, { err }: Outputs): Promise<Announcement | ControlFile | undefined> {
  const { controlFile, isOwn } = options;
  if (controlFile !== undefined) return ownAnnouncement(controlFile);
  if (isOwn) return undefined;
  try {
    return await claimOrFind(announcementFile());
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
