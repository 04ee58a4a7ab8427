import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { ActionReport, ActionRequest } from '../../../../src/rpc/device/actionState.ts';
import type { DeviceName } from '../../../../src/rpc/device/deviceState.ts';
import type { ManagementChoice } from '../../../../src/profiles/profile.ts';
import type { ManagedState } from '../../../../src/rpc/session/sessionState.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { management } from '../../../support/engine/testSettings.ts';
import { until } from '../../../support/until.ts';
import { soon } from '../../../support/platform/soon.ts';
import { deviceToken, org, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';
import { everyMode } from './agentBench.ts';

/** A message between platform and device: `↓` to the device and `↑` from it, the topic below its first level, the payload. */
export type Step = readonly [way: '↓' | '↑', topic: string, payload: unknown];

const ends: readonly ActionReport['state'][] = ['failed', 'timed out', 'complete'];

/** A device management extension with one action. */
const lamp = {
  bundleId: 'lamp',
  displayName: { en_US: 'Lamp' },
  actions: { blink: { actionDisplayName: { en_US: 'Blink' }, parameters: [{ name: 'times' }] } },
};

/** A real session with a real embedded platform, and what is said between them. */
export class FlowBench {
  readonly platform: TestPlatform;
  readonly sessions: SessionBench;
  readonly #device: DeviceName;
  #from = 0;

  private constructor(platform: TestPlatform, sessions: SessionBench, device: DeviceName) {
    this.platform = platform;
    this.sessions = sessions;
    this.#device = device;
  }

  /** Connects and manages the device `sensor/one`, or the gateway `bridge/b-1`, which answers all by itself. */
  static async start(context: TestContext, choice: Partial<ManagementChoice> = {}, sender: 'device' | 'gateway' = 'device') {
    const device = sender === 'device' ? { typeId: 'sensor', deviceId: 'one' } : { typeId: 'bridge', deviceId: 'b-1' };
    const platform = await startPlatform(context, {
      prepare: (registry) => {
        if (sender === 'gateway') registry.addDevice({ ...device, classId: 'Gateway' }, deviceToken);
      },
    });
    platform.platform.packages.add(JSON.stringify(lamp));
    const sessions = new SessionBench(context);
    const settings = sessions.settings(platform.port, {
      identity: { sender, org, ...device },
      home: 'embedded',
      management: management({ answers: everyMode('automatic'), ...choice }),
      subscriptions: [{ filter: sender === 'device' ? 'iotdm-1/#' : 'iotdm-1/type/+/id/+/#', qos: 1 }],
    });
    await soon('a connection', sessions.sessions.connect(settings, { token: deviceToken }));
    const bench = new FlowBench(platform, sessions, device);
    bench.forget();
    return bench;
  }

  /** The client itself. */
  get state(): ManagedState {
    return this.sessions.state.devices[0] ?? assert.fail('there is no device');
  }

  /** Asks for an action on the device, or on others. */
  begin(request: Omit<ActionRequest, 'devices'>, devices: readonly DeviceName[] = [this.#device]): void {
    this.platform.platform.actions.start({ ...request, devices });
  }

  /** The latest action on the device, as soon as it has ended with this. */
  async ended(state: ActionReport['state'], device = this.#device): Promise<ActionReport> {
    return until(`an action that is ${state}`, () => {
      const [report] = this.platform.platform.actions.of(device);
      if (report?.state === state) return report;
      if (report !== undefined && ends.includes(report.state)) assert.fail(`${report.state}: ${report.note}`);
      return undefined;
    });
  }

  /** Resolves when so many messages have crossed. */
  async crossed(count: number): Promise<void> {
    await this.sessions.until(`${count} messages, not ${JSON.stringify(this.said)}`, () => this.said.length >= count);
  }

  /** What is said from now on counts. */
  forget(): void {
    this.#from = this.sessions.records.length;
  }

  /** Device Management that was said, with reqIds as A, B and so on in the order in which they came, without times. */
  get said(): readonly Step[] {
    const names = new Map<unknown, string>();
    const named = (name: string, value: unknown): unknown => {
      if (name === 'updatedDateTime') return '';
      if (name !== 'reqId') return value;
      if (!names.has(value)) names.set(value, String.fromCodePoint(65 + names.size));
      return names.get(value);
    };
    return this.sessions.records.slice(this.#from).flatMap(({ topic, direction, payload }) => {
      if (!topic.startsWith('iotd')) return [];
      const below = topic.slice(topic.indexOf('/') + 1);
      return [[direction === 'up' ? '↑' : '↓', below, JSON.parse(Buffer.from(payload).toString(), named)] as const];
    });
  }
}
