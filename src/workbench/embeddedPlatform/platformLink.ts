import { Caller } from '../../rpc/caller.ts';
import type { Listener } from '../../rpc/contract.ts';
import type { ControlAddress } from '../../rpc/engineContract.ts';
import { dialControl, readControlFile } from '../../rpc/node/control.ts';
import type { DeviceState, PlatformCalls, PlatformInfo, PlatformNews } from '../../rpc/platformContract.ts';

/** An open control connection to a running platform. */
export interface PlatformLink {
  readonly control: ControlAddress;
  readonly caller: Caller<PlatformCalls, PlatformNews>;
  readonly info: PlatformInfo;
  readonly devices: readonly DeviceState[];
}

/** What a link reports. */
export interface LinkEars {
  readonly devices: (devices: readonly DeviceState[]) => void;
  /** The connection is over; `wanted` says whether the platform was told to end. */
  readonly ended: (why: Error, wanted: boolean) => void;
}

/** Connects to the platform that wrote a control file; `undefined` when there is none, or it does not answer. */
export async function linkPlatform(controlFile: string, ears: LinkEars): Promise<PlatformLink | undefined> {
  const control = await readControlFile(controlFile);
  const wire = control === undefined ? undefined : await dialControl(control).catch(() => undefined);
  if (control === undefined || wire === undefined) return undefined;
  let wanted = false;
  let complete = false;
  const hear: Listener<PlatformNews> = { devices: ears.devices, traffic: () => undefined, ending: () => (wanted = true) };
  // An end before the link is complete fails the questions below, which is all that anybody has to know.
  const ended = (why: Error): void => void (complete && ears.ended(why, wanted));
  const caller = new Caller<PlatformCalls, PlatformNews>(wire, { name: 'the embedded platform', hear, ended });
  caller.start();
  try {
    const [info, devices] = await Promise.all([caller.ask('describe'), caller.ask('devices')]);
    complete = true;
    return { control, caller, info, devices };
  } catch {
    caller.dispose();
    return undefined;
  }
}
