import * as vscode from 'vscode';
import { lintBySettings } from '../../../src/editor/lintBySettings.ts';
import { deviceInfoFault } from '../../../src/profiles/registry/deviceInfoFault.ts';
import type { PlatformCalls } from '../../../src/rpc/platformContract.ts';
import { DocumentChoices } from '../../../src/editor/files/documentChoices.ts';
import { Bin } from '../../../src/workbench/bin.ts';
import type { Parts } from '../../../src/workbench/parts.ts';
import type { Connection } from '../../../src/workbench/connections/connections.ts';
import type { DeviceChanges, PlatformState } from '../../../src/workbench/embeddedPlatform/platformState.ts';
import { Notices } from '../../../src/workbench/notices.ts';
import { deviceKey } from '../../../src/workbench/embeddedPlatform/platformState.ts';
import { platformInfo } from '../../support/platform/deviceStates.ts';
import { failed, mementoInMemory } from './featuresAlone.ts';
import { deviceDetails, deviceState } from '../../support/workbench/deviceState.ts';

type Running = Extract<PlatformState, { phase: 'running' }>;

/** What calls that change nothing answer unless told, and so need no place in a test. */
type Answers = { readonly [K in keyof PlatformCalls]?: unknown };

export const lamp = { typeId: 'lamp', deviceId: 'l-1' };
export const gateway = { typeId: 'gw', deviceId: 'g-1' };
export const beeper = {
  bundleId: 'beeper',
  definition: { bundleId: 'beeper', actions: { beep: { actionDisplayName: { en_US: 'Beep' }, parameters: [{ name: 'times' }] } } },
};
export const reboot = {
  requestId: 'r-1',
  action: 'device/reboot',
  device: lamp,
  state: 'requested',
  note: 'It waits.',
  started: 0,
  changed: 0,
} as const;

/** A platform that answers as it is told, and everything else that commands work with. */
export class ScriptedPlatform {
  readonly bin = new Bin();
  /** What was asked of the platform, of its host and of what keeps secrets, in order. */
  readonly asked: unknown[][] = [];
  /** Thrown by every call that changes something. */
  refusal: Error | undefined;
  state: PlatformState;
  readonly connections: Connection[] = [];
  readonly changed = this.bin.add(new vscode.EventEmitter<PlatformState>());
  readonly devicesChanged = this.bin.add(new vscode.EventEmitter<DeviceChanges>());
  readonly notices: Notices;
  readonly parts: Parts;
  readonly #answers: Answers;

  constructor(answers: Answers = {}, more: Partial<Running> = {}) {
    const devices = [deviceState('lamp', 'l-1'), deviceState('gw', 'g-1', { classId: 'Gateway', role: 'privileged' })];
    this.state = {
      phase: 'running',
      info: platformInfo(),
      devices,
      applications: [],
      images: [],
      apiKeys: ['a-abc123-key'],
      packages: [],
      faults: [],
      ...more,
    };
    this.#answers = {
      describe: platformInfo(),
      device: deviceDetails(deviceState('lamp', 'l-1')),
      faults: [],
      attempts: [],
      apiKeys: ['a-abc123-key'],
      packages: [beeper],
      actions: [reboot],
      ...answers,
    };
    const log = this.bin.add(vscode.window.createOutputChannel('Scripted', { log: true }));
    this.notices = new Notices(log);
    this.parts = this.#parts();
  }

  /** Leaves out what only reads. */
  get acted(): readonly unknown[][] {
    return this.asked.filter(([call]) => !reading.has(String(call)));
  }

  #do(...asked: unknown[]): unknown {
    this.asked.push(asked);
    const [call] = asked;
    if (this.refusal !== undefined && !reading.has(String(call))) throw this.refusal;
    return this.#answers[call as keyof PlatformCalls];
  }

  #parts(): Parts {
    const doing =
      (name: string) =>
      async (...given: unknown[]): Promise<unknown> =>
        this.#do(name, ...given);
    const stateNow = (): PlatformState => this.state;
    const platform = {
      get state() {
        return stateNow();
      },
      calls: async () => ({ ask: async (...asked: unknown[]) => this.#do(...asked) }),
      device: (name: typeof lamp) =>
        this.state.phase === 'running' ? this.state.devices.find((device) => deviceKey(device) === deviceKey(name)) : undefined,
      refresh: async () => undefined,
      start: doing('start'),
      stop: doing('stop'),
      detach: doing('detach'),
      attachTo: doing('attachTo'),
      onChange: this.changed.event,
      onDevices: this.devicesChanged.event,
      onAttempts: () => new vscode.Disposable(() => undefined),
    };
    const parts = {
      platform,
      bin: this.bin,
      notices: this.notices,
      connections: { all: () => this.connections, keepTokenOf: doing('keepTokenOf'), forgetTokenOf: doing('forgetTokenOf') },
      remoteKeys: {
        lastUrl: () => undefined,
        keyOf: async () => undefined,
        keep: doing('keep'),
        forget: async (url: string) => void this.asked.push(['forget', url]),
      },
      reports: { showProblems: doing('showProblems'), showAction: doing('showAction') },
      recentCommands: { all: () => [], add: async () => undefined },
      recentEvents: { all: () => [], add: async () => undefined },
      linter: async () => ({ message: lintBySettings, deviceInfo: deviceInfoFault, own: { check: async () => [] } }),
      choices: this.bin.add(new DocumentChoices(mementoInMemory(), failed)),
      extensionUri: vscode.Uri.file('/'),
    };
    return parts as unknown as Parts;
  }
}

const reading: ReadonlySet<string> = new Set<keyof PlatformCalls>([
  'describe',
  'device',
  'faults',
  'attempts',
  'apiKeys',
  'packages',
  'actions',
]);
