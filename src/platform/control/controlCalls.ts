import type { Server } from '../../rpc/contract.ts';
import type { PlatformCalls, PlatformInfo } from '../../rpc/platformContract.ts';
import type { Platform } from '../platform.ts';
import {
  expectActionRequest,
  expectAttribute,
  expectCommand,
  expectDeviceName,
  expectImageWish,
  expectMarker,
  expectNewDevice,
  expectRole,
} from './checkArguments.ts';
import { expectFault, expectScope } from './checkFault.ts';
import { expectFlag, expectInteger, expectJsonObject, expectNumber, expectText } from './checks.ts';

/** What the calls of one control connection act on. */
export interface CallSurroundings {
  readonly platform: Platform;
  readonly info: () => PlatformInfo;
  /** Decides whether the platform runs on without windows. @throws Refusal when that is not for windows to decide. */
  readonly keepRunning: (keepRunning: boolean) => void;
  /** Whether the other end is on this machine, and so may name files of it. */
  readonly isLocal: boolean;
  /** Ends the platform, once the call is answered. */
  readonly stop: () => void;
  /** Begins to send traffic on this connection. */
  readonly watchTraffic: () => void;
}

const mostDownSeconds = 3600;
const highestPort = 65_535;

/** The calls that a window or the engine makes. Whatever stands in place of an argument, a call is carried out or refused. */
export function controlCalls({ platform, info, keepRunning, isLocal, stop, watchTraffic }: CallSurroundings): Server<PlatformCalls> {
  const { fleet, backOffice, actions, packages, images, faults, openings, attempts, registry } = platform;
  return {
    describe: info,
    devices: () => fleet.states(),
    applications: () => fleet.applications(),
    device: (device) => fleet.details(expectDeviceName(device)),
    addDevice: (device) => ({ authToken: fleet.add(expectNewDevice(device)) }),
    issueToken: (device) => ({ authToken: fleet.issueToken(expectDeviceName(device)) }),
    removeDevice: (device) => fleet.remove(expectDeviceName(device)),
    setRole: (device, role) => fleet.setRole(expectDeviceName(device), expectRole(role)),
    setDisabled: (device, disabled) => fleet.setDisabled(expectDeviceName(device), expectFlag('disabled', disabled)),
    apiKeys: () => registry.apiKeys(),
    addApiKey: () => registry.addApiKey(),
    removeApiKey: (key) => registry.removeApiKey(expectText('key', key)),
    sendCommand: (command) => ({ delivered: backOffice.sendCommand(expectCommand(command)) }),
    changeAttribute: (device, attribute, value) => ({
      told: backOffice.changeAttribute(expectDeviceName(device), expectAttribute(attribute), expectJsonObject('value', value)),
    }),
    startAction: (request) => ({ requestId: actions.start(expectActionRequest(request)) }),
    cancelAction: (requestId) => actions.cancel(expectText('requestId', requestId)),
    actions: () => actions.all(),
    packages: () => packages.all(),
    addPackage: (definition) => packages.add(expectText('definition', definition)),
    removePackage: (bundleId) => packages.remove(expectText('bundleId', bundleId)),
    serveImage: (image) => images.serve(expectImageWish(image, isLocal)),
    images: () => images.states(),
    inject: (scope, command) => faults.inject(expectScope(scope), expectFault(command)),
    faults: () => faults.states(),
    restart: (downSeconds) => openings.restart(expectNumber('downSeconds', downSeconds, mostDownSeconds)),
    interfaces: () => openings.interfaces(),
    openAddress: (address) => openings.openAddress(expectText('address', address)),
    closeAddress: (address) => openings.closeAddress(expectText('address', address)),
    // What is undefined arrives as null.
    setQuickstart: (port: number | null | undefined) => openings.setQuickstart(expectOptionalPort(port)),
    attempts: () => attempts.recent(),
    registerAttempt: (connection) => {
      const { device, token, org } = attempts.registrable(expectText('connection', connection));
      if (org !== undefined) platform.registry.adopt(org);
      // A device of that name may be registered already: then it was only its organisation that was not.
      if (org === undefined || !platform.registry.has(device)) fleet.addWithHash(device, token);
      return { typeId: device.typeId, deviceId: device.deviceId };
    },
    setKeepRunning: (wanted) => keepRunning(expectFlag('keepRunning', wanted)),
    mark: (text) => ({ watchers: platform.journal.marker(expectMarker(text)) }),
    watchTraffic,
    stop,
  };
}

function expectOptionalPort(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : expectInteger('port', value, highestPort);
}
