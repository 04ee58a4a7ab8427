import type { Controlled } from '../../../src/platform/control/controlConnection.ts';
import { platformInfo } from '../../../src/platform/control/platformInfo.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { systemClock } from '../../../src/rpc/node/clock.ts';

/** A platform as control connections see it: nothing but a test ends it, and it does not run on without windows. */
export function controlledPlatform(platform: Platform, parts: Partial<Controlled> = {}): Controlled {
  return {
    platform,
    info: platformInfo({ platform, keepRunning: () => false }),
    followInfo: () => () => undefined,
    keepRunning: () => undefined,
    clock: systemClock,
    stop: () => undefined,
    ...parts,
  };
}
