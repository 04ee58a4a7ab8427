import type * as vscode from 'vscode';
import { newProfile } from '../../../src/profiles/newProfile.ts';
import type { ConnectionProfile, ProfileClient } from '../../../src/profiles/profile.ts';
import type { EngineCalls } from '../../../src/rpc/engineContract.ts';
import type { ManagedState, SessionState } from '../../../src/rpc/session/sessionState.ts';
import { Bin } from '../../../src/workbench/bin.ts';
import type { Parts } from '../../../src/workbench/parts.ts';
import type { Connection } from '../../../src/workbench/connections/connections.ts';
import { Notices } from '../../../src/workbench/notices.ts';
import { managedState } from '../../support/workbench/pendingRequest.ts';

export const thermostat: ProfileClient = { sender: 'device', typeId: 'thermostat', deviceId: 't-1' };
export const edge: ProfileClient = { sender: 'gateway', typeId: 'edge', deviceId: 'g-1' };

/** A connection that is open, with these devices; the client itself is managed unless told otherwise. */
export function openConnection(client: ProfileClient, devices: readonly ManagedState[] = [managedState()]): Connection {
  const name = client.sender === 'application' ? client.appId : client.deviceId;
  const profile = newProfile({ id: name, name, client, target: { kind: 'embedded' }, org: '' });
  const session: SessionState = {
    id: name,
    phase: 'connected',
    failed: false,
    sessionPresent: false,
    subscriptions: [],
    devices,
    modes: profile.management.answers,
    waiting: 0,
    undelivered: [],
    jobs: [],
  };
  const clientId = client.sender === 'application' ? `a:abc123:${name}` : `d:abc123:${client.typeId}:${name}`;
  return { profile, session, resolved: { clientId } as Connection['resolved'] };
}

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An engine that answers as it is told, and connections that stand still. */
export class ScriptedDevice {
  readonly bin = new Bin();
  /** What was asked of the engine, in order. */
  readonly asked: unknown[][] = [];
  /** Profiles that were kept. */
  readonly kept: ConnectionProfile[] = [];
  readonly parts: Parts;
  readonly #answers: ((...asked: readonly unknown[]) => unknown)[] = [];

  constructor(connections: readonly Connection[]) {
    const find = (id: string): Connection | undefined => connections.find(({ profile }) => profile.id === id);
    const parts = {
      bin: this.bin,
      notices: new Notices(silentLog as unknown as vscode.LogOutputChannel),
      engine: { calls: async () => ({ ask: async (...asked: unknown[]) => this.#ask(asked) }) },
      connections: { all: () => connections, find },
      profiles: {
        find: (id: string) => find(id)?.profile,
        put: async (profile: ConnectionProfile) => void this.kept.push(profile),
      },
    };
    this.parts = parts as unknown as Parts;
  }

  /** What the next call of the engine gives, or throws; without it a call gives rc 200. */
  answer(next: (...asked: readonly unknown[]) => unknown): void {
    this.#answers.push(next);
  }

  #ask(asked: unknown[]): unknown {
    this.asked.push(asked);
    const next = this.#answers.shift();
    const call = asked[0] as keyof EngineCalls;
    return next === undefined ? (call === 'request' ? { rc: 200 } : undefined) : next(...asked);
  }
}
