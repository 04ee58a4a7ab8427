import { Caller } from '../../rpc/caller.ts';
import type { Listener } from '../../rpc/contract.ts';
import type { ControlAddress } from '../../rpc/engineContract.ts';
import { dialControl } from '../../rpc/node/control.ts';
import type { PlatformCalls, PlatformInfo, PlatformNews } from '../../rpc/platformContract.ts';
import type { Wire } from '../../rpc/wire.ts';
import type { AskedContents, PlatformContents } from './platformState.ts';

/** An open control connection to a running platform, and what was there when it was opened. */
export interface PlatformLink {
  readonly control: ControlAddress;
  readonly caller: PlatformCaller;
  readonly info: PlatformInfo;
  readonly contents: PlatformContents;
}

export type PlatformCaller = Caller<PlatformCalls, PlatformNews>;

/** What a link reports once it is complete. */
export interface LinkEars {
  readonly hear: Omit<Listener<PlatformNews>, 'traffic' | 'ending'>;
  /** The connection is over; `wanted` says whether the platform was told to end. */
  readonly ended: (why: Error, wanted: boolean) => void;
}

/** How often the questions of a beginning are asked again because the answers were overtaken by news. */
const mostRounds = 10;

/**
 * Connects to a platform.
 * @throws Error when it does not answer; a Refusal where it refuses.
 */
export async function linkPlatform(control: ControlAddress, ears: LinkEars): Promise<PlatformLink> {
  return linkOver(await dialControl(control), control, ears);
}

/** {@link linkPlatform} over a wire that is there already. */
export async function linkOver(wire: Wire, control: ControlAddress, { hear, ended }: LinkEars): Promise<PlatformLink> {
  let wanted = false;
  let complete = false;
  let overtaken = false;
  const pass = <A extends unknown[]>(tell: (...args: A) => void) => {
    return (...args: A): void => {
      if (complete) tell(...args);
      else overtaken = true;
    };
  };
  const caller = new Caller<PlatformCalls, PlatformNews>(wire, {
    name: 'the embedded platform',
    hear: {
      info: pass(hear.info),
      devices: pass(hear.devices),
      applications: pass(hear.applications),
      images: pass(hear.images),
      attempts: pass(hear.attempts),
      traffic: () => undefined,
      ending: () => (wanted = true),
    },
    // An end before the link is complete fails the questions below, which is all that anybody has to know.
    ended: (why) => void (complete && ended(why, wanted)),
    // A platform that has thousands of clients to close takes its time.
    unhurried: ['restart'],
  });
  caller.start();
  try {
    let beginning = await askEverything(caller);
    // News that came before an answer may be older or newer than that; only an answer without any is the whole truth.
    for (let round = 1; overtaken && round < mostRounds; round++) {
      overtaken = false;
      beginning = await askEverything(caller);
    }
    complete = true;
    return { control, caller, ...beginning };
  } catch (error) {
    caller.dispose();
    throw error;
  }
}

/** What the platform does not tell by itself. */
export async function askContents(caller: PlatformCaller): Promise<AskedContents> {
  const [apiKeys, packages, faults] = await Promise.all([caller.ask('apiKeys'), caller.ask('packages'), caller.ask('faults')]);
  return { apiKeys, packages, faults };
}

async function askEverything(caller: PlatformCaller): Promise<Pick<PlatformLink, 'info' | 'contents'>> {
  const [info, devices, applications, images, asked] = await Promise.all([
    caller.ask('describe'),
    caller.ask('devices'),
    caller.ask('applications'),
    caller.ask('images'),
    askContents(caller),
  ]);
  return { info, contents: { devices, applications, images, ...asked } };
}
