import { platformInfo } from '../../platform/control/platformInfo.ts';
import { lintJudge } from '../../platform/judge.ts';
import { Platform } from '../../platform/platform.ts';
import { systemClock } from '../../rpc/node/clock.ts';
import type { PlatformInfo } from '../../rpc/platformContract.ts';
import type { Outputs } from '../outputs.ts';
import { attachAddress } from './attachAddress.ts';
import { ControlDoors } from './controlDoors.ts';
import type { ControlFiles } from './controlFiles.ts';
import { EventReport } from './eventReport.ts';
import { Lifetime } from './lifetime.ts';
import { openListeners } from './openListeners.ts';
import type { PlatformOptions } from './platformOptions.ts';
import type { Prepared } from './preparePlatform.ts';
import { readyLine, readyText } from './readyReport.ts';
import { nextSignal } from './signals.ts';
import { warningsFor } from './warnings.ts';

/** What a platform is run with. */
export interface PlatformRun {
  readonly options: PlatformOptions;
  /** Closed at the end, however that comes. */
  readonly prepared: Prepared;
  /** Where it says how it is reached. */
  readonly files: ControlFiles;
  readonly outputs: Outputs;
  /** Told about defects of ours; the platform goes on. */
  readonly failed: (error: unknown) => void;
}

/**
 * Runs a platform until a signal, a call of a window, the end of its time without windows or the end of its reader ends it.
 * @throws Refusal when it cannot begin.
 */
export async function runPlatform(run: PlatformRun): Promise<void> {
  const { options, failed, files, prepared } = run;
  const { storage, certificates } = prepared;
  const platform = new Platform({ storage, certificates, judge: lintJudge, clock: systemClock, failed, wishes: options.wishes });
  const lifetime = new Lifetime(options, systemClock);
  let doors: ControlDoors | undefined;
  try {
    await openListeners(platform, options);
    // The last line of defence: whatever one client makes us do wrong, the others keep their platform.
    process.on('uncaughtException', failed);
    void nextSignal().then(lifetime.end);
    // Whoever steers it by a control file does not have to read what it prints.
    if (options.controlFile === undefined) void run.outputs.out.readerGone.then(lifetime.end);
    const info = infoOf(platform, lifetime, run);
    doors = openDoors(platform, lifetime, info, run);
    files.write({ ...(await doors.open()), pid: process.pid, instanceId: info().instanceId });
    lifetime.count(0);
    report(platform, info(), doors, run);
    await lifetime.ended;
  } finally {
    lifetime.dispose();
    const closed = platform.close();
    doors?.closeNetwork();
    await closed;
    files.remove();
    await doors?.close();
  }
}

function infoOf(platform: Platform, lifetime: Lifetime, { options, prepared: { certificates } }: PlatformRun): () => PlatformInfo {
  return platformInfo({
    platform,
    certificates,
    keepRunning: () => lifetime.keepRunning,
    ...(options.attach ? { attachAddress: attachAddress(platform) } : {}),
  });
}

function openDoors(platform: Platform, lifetime: Lifetime, info: () => PlatformInfo, { options, outputs }: PlatformRun): ControlDoors {
  const { follow: followInfo, setKeepRunning: keepRunning } = lifetime;
  const tell = (what: string): void => outputs.err.write(() => what);
  const stop = (who: string): void => {
    tell(`The platform ends: ${who} ended it.`);
    lifetime.end();
  };
  const controlled = { platform, info, followInfo, keepRunning, clock: systemClock, stop };
  return new ControlDoors(controlled, { fromElsewhere: options.attach, counted: (count) => lifetime.count(count), tell });
}

function report(
  platform: Platform,
  info: PlatformInfo,
  doors: ControlDoors,
  { options, outputs, prepared: { issued } }: PlatformRun,
): void {
  const { out, err } = outputs;
  for (const warning of warningsFor(info)) err.write(() => warning);
  const attach = doors.remoteControl(info);
  const { registry } = platform;
  const devices = registry.devices();
  const ready = { info, devices, apiKeys: registry.apiKeys(), issued, attached: false, ...(attach === undefined ? {} : { attach }) };
  out.write(() => (options.json ? readyLine : readyText)(ready));
  const happening = new EventReport(out, options.json);
  const stop = platform.journal.follow((record) => (out.closed ? stop() : happening.take(record)));
}
