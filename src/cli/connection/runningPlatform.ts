import type { PlatformPlace } from '../../profiles/surroundings.ts';
import { Caller } from '../../rpc/caller.ts';
import type { Listener } from '../../rpc/contract.ts';
import type { LocalControl } from '../../rpc/engineContract.ts';
import { dialControl } from '../../rpc/node/control.ts';
import { announcementFile } from '../../rpc/node/userFolder.ts';
import type { PlatformCalls, PlatformNews } from '../../rpc/platformContract.ts';
import { isRefusal, Refusal } from '../../wiotp/refusal.ts';
import { livePlatform } from '../platform/controlFile.ts';

/** How long the platform may take to say what it is, in milliseconds: one that was stopped never does. */
const timeoutMs = 5000;

/** The embedded platform that runs, and how it is spoken to. */
export interface RunningPlatform {
  readonly place: PlatformPlace;
  readonly control: LocalControl;
}

/**
 * Asks the embedded platform of this user, which a window or `wiotp platform` has started; `undefined` while none runs.
 * @throws Refusal when it does not answer, and what it refuses.
 */
export async function askRunningPlatform<T>(
  ask: (caller: Caller<PlatformCalls, PlatformNews>, control: LocalControl) => Promise<T>,
): Promise<T | undefined> {
  const found = await livePlatform(announcementFile());
  if (found === undefined) return undefined;
  let caller: Caller<PlatformCalls, PlatformNews> | undefined;
  try {
    caller = new Caller<PlatformCalls, PlatformNews>(await dialControl(found), { name: 'the embedded platform', hear: deaf, timeoutMs });
    caller.start();
    return await ask(caller, found);
  } catch (cause) {
    if (isRefusal(cause)) throw cause;
    throw new Refusal(
      'The embedded platform that runs does not answer.',
      { rule: 'one platform serves a user', advice: 'It may have ended just now: start it again with wiotp platform.' },
      { cause },
    );
  } finally {
    caller?.dispose();
  }
}

/**
 * The embedded platform of this user, which a window or `wiotp platform` has started; `undefined` while none runs.
 * @throws Refusal when it does not answer.
 */
export function runningPlatform(): Promise<RunningPlatform | undefined> {
  return askRunningPlatform(async (caller, control) => {
    const { instanceId, org, ca, listeners } = await caller.ask('describe');
    return { place: { instanceId, org, listeners, ...(ca === undefined ? {} : { ca }) }, control };
  });
}

const ignore = (): void => {};

const deaf: Listener<PlatformNews> = {
  info: ignore,
  devices: ignore,
  applications: ignore,
  images: ignore,
  attempts: ignore,
  traffic: ignore,
  ending: ignore,
};
