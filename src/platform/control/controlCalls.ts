import type { Server } from '../../rpc/contract.ts';
import type { PlatformCalls, PlatformInfo } from '../../rpc/platformContract.ts';
import type { Platform } from '../platform.ts';
import { expectCommand, expectDeviceName } from './checkArguments.ts';

/** What the calls of one control connection act on. */
export interface CallSurroundings {
  readonly platform: Platform;
  readonly info: PlatformInfo;
  /** Ends the platform, once the call is answered. */
  readonly stop: () => void;
  /** Begins to send traffic on this connection. */
  readonly watchTraffic: () => void;
}

/** The calls that a window or the engine makes. */
export function controlCalls({ platform, info, stop, watchTraffic }: CallSurroundings): Server<PlatformCalls> {
  const { fleet, backOffice } = platform;
  return {
    describe: () => info,
    devices: () => fleet.states(),
    addDevice: (device) => ({ authToken: fleet.add(expectDeviceName(device)) }),
    issueToken: (device) => ({ authToken: fleet.issueToken(expectDeviceName(device)) }),
    removeDevice: (device) => fleet.remove(expectDeviceName(device)),
    sendCommand: (command) => ({ delivered: backOffice.sendCommand(expectCommand(command)) }),
    requestReboot: (device) => ({ reqId: backOffice.requestReboot(expectDeviceName(device)) }),
    watchTraffic,
    stop,
  };
}
