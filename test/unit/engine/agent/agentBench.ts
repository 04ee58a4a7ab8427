import assert from 'node:assert/strict';
import { DeviceManagement, type DeviceManagementOptions } from '../../../../src/engine/agent/deviceManagement.ts';
import { lintMessage } from '../../../../src/lint/lintMessage.ts';
import type { ManagementChoice } from '../../../../src/profiles/profile.ts';
import { answeredKinds, type AnswerMode, type AnswerModes } from '../../../../src/replies/answerMode.ts';
import type { ManagedState, PendingRequest } from '../../../../src/rpc/session/sessionState.ts';
import type { TrafficNote, TrafficRecord } from '../../../../src/rpc/log/traffic.ts';
import type { Direction, Message } from '../../../../src/wiotp/message.ts';
import { bytesOf, recorded } from '../../../support/engine/messages.ts';
import { management } from '../../../support/engine/testSettings.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

/** A message that the agent sent. */
export interface Sent {
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly note?: TrafficNote;
}

/** What a bench may be told. */
interface BenchWishes {
  readonly choice?: Partial<ManagementChoice>;
  readonly gateway?: boolean;
  /** Whether Manage requests are answered, and how; 200 unless told. */
  readonly manageRc?: number | 'silent';
}

const encoded = new TextDecoder();

/** The same mode for every kind. */
export function everyMode(mode: AnswerMode): AnswerModes {
  return Object.fromEntries(answeredKinds.map((kind) => [kind, mode])) as AnswerModes;
}

/** Device Management whose messages go nowhere, and whose platform is the test; it only answers Manage requests by itself. */
export class AgentBench {
  readonly clock = new FakeClock();
  readonly sent: Sent[] = [];
  readonly restarts: { readonly pauseMs: number; readonly reason: string }[] = [];
  readonly agent: DeviceManagement;
  publishFails: Error | undefined;
  manageRc: number | 'silent';
  changes = 0;
  readonly #gateway: boolean;
  #ids = 0;

  constructor({ choice = {}, gateway = false, manageRc = 200 }: BenchWishes = {}) {
    this.manageRc = manageRc;
    this.#gateway = gateway;
    const identity: DeviceManagementOptions['identity'] = {
      sender: gateway ? 'gateway' : 'device',
      org: 'abc123',
      typeId: gateway ? 'bridge' : 'thermostat',
      deviceId: gateway ? 'b-1' : 't-1',
    };
    this.agent = new DeviceManagement({
      identity,
      management: management({ automatic: true, ...choice }),
      clock: this.clock,
      newReqId: () => `id-${++this.#ids}`,
      publish: (message, note) => this.#publish(message, note),
      restart: async (pauseMs, reason) => void this.restarts.push({ pauseMs, reason }),
      changed: () => this.changes++,
    });
  }

  /** A bench in one mode for all kinds whose device is managed. */
  static async managed(mode: AnswerMode, wishes: BenchWishes = {}): Promise<AgentBench> {
    const bench = new AgentBench({ ...wishes, choice: { answers: everyMode(mode), ...wishes.choice } });
    await bench.agent.connected();
    bench.sent.length = 0;
    return bench;
  }

  /** The client itself. */
  get state(): ManagedState {
    return this.agent.states[0] ?? assert.fail('there is no device');
  }

  /** The only request that waits. */
  get pending(): PendingRequest {
    const { pending } = this.state;
    assert.equal(pending.length, 1);
    return pending[0] ?? assert.fail();
  }

  /** Lets the agent hear a message. */
  cross(direction: Direction, topic: string, payload: unknown, facts: Partial<TrafficRecord> = {}): void {
    this.agent.observe(recorded({ direction, topic, payload: bytesOf(payload), time: this.clock.now(), ...facts }));
  }

  /** The platform asks; gives what the agent sends until it has nothing more to do. */
  async asked(topic: string, payload: unknown, facts: Partial<TrafficRecord> = {}): Promise<readonly Sent[]> {
    const before = this.sent.length;
    this.cross('down', topic, payload, facts);
    await settled();
    return this.sent.slice(before);
  }

  /** Time passes; gives what the agent sends meanwhile. */
  async after(ms: number): Promise<readonly Sent[]> {
    const before = this.sent.length;
    this.clock.advance(ms);
    await settled();
    return this.sent.slice(before);
  }

  async #publish({ topic, payload, qos, retain }: Message, note: TrafficNote | undefined): Promise<void> {
    if (this.publishFails !== undefined) throw this.publishFails;
    const text = encoded.decode(payload);
    const sender = this.#gateway ? 'gateway' : 'device';
    const problems = lintMessage({ topic, text, payloadBytes: payload.byteLength, sender, qos, retain });
    if (note === undefined)
      assert.deepEqual(
        problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        [],
      );
    const read = JSON.parse(text) as Record<string, unknown>;
    this.sent.push({ topic, payload: read, ...(note === undefined ? {} : { note }) });
    this.agent.observe(recorded({ topic, payload: Buffer.from(payload), time: this.clock.now() }));
    if (topic.endsWith('mgmt/manage') && this.manageRc !== 'silent') {
      this.cross('down', topic.replace('iotdevice-1', 'iotdm-1').replace('mgmt/manage', 'response'), {
        rc: this.manageRc,
        reqId: read['reqId'],
      });
    }
  }
}

/** What a Manage request said. */
export interface ManageDetails {
  readonly lifetime: number;
  readonly deviceInfo: Readonly<Record<string, string>>;
  readonly metadata?: unknown;
}

/** The `d` of a Manage request that was sent. */
export function detailsOf(sent: Sent | undefined): ManageDetails {
  assert.ok(sent);
  assert.ok(sent.topic.endsWith('mgmt/manage'));
  return sent.payload['d'] as ManageDetails;
}

/** Lets what follows from settled promises happen. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
