import { OwnConnections } from '../../engine/ownConnections.ts';
import { PlatformFeed } from '../../engine/platformFeed.ts';
import { systemClock } from '../../rpc/node/clock.ts';
import { dialControl } from '../../rpc/node/control.ts';
import type { LocalControl } from '../../rpc/engineContract.ts';

/**
 * Runs something to which the embedded platform says why it refuses or closes a connection; MQTT 3.1.1 has hardly a word for that.
 * Without a platform, `run` hears of no reasons.
 */
export async function hearingReasons<T>(control: LocalControl | undefined, run: (own: OwnConnections) => Promise<T>): Promise<T> {
  const own = new OwnConnections(systemClock);
  const feed = control === undefined ? undefined : await feedOf(control, own);
  try {
    return await run(own);
  } finally {
    feed?.dispose();
  }
}

async function feedOf(control: LocalControl, own: OwnConnections): Promise<PlatformFeed | undefined> {
  const ignore = (): void => {};
  try {
    const feed = new PlatformFeed(await dialControl(control), {
      own,
      take: ignore,
      whenReady: (run) => run(),
      lost: ignore,
      ended: ignore,
    });
    await feed.start();
    return feed;
  } catch {
    // It has ended just now, which the connection will show; there are no reasons then.
    return undefined;
  }
}
