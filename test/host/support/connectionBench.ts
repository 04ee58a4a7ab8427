import type { TestContext } from 'node:test';
import * as vscode from 'vscode';
import { newProfile, type NewProfile } from '../../../src/profiles/newProfile.ts';
import type { ConnectionProfile } from '../../../src/profiles/profile.ts';
import type { SessionState } from '../../../src/rpc/session/sessionState.ts';
import { Bin } from '../../../src/workbench/bin.ts';
import { allCommands } from '../../../src/workbench/commands/allCommands.ts';
import { runGuarded } from '../../../src/workbench/commands/runGuarded.ts';
import type { Parts } from '../../../src/workbench/parts.ts';
import { Agreements } from '../../../src/workbench/connections/connect/agreements.ts';
import { Connections } from '../../../src/workbench/connections/connections.ts';
import { ProfileStore } from '../../../src/workbench/connections/profileStore.ts';
import { SecretVault } from '../../../src/workbench/connections/secrets/secretVault.ts';
import { SharedProfiles } from '../../../src/workbench/connections/sharedProfiles.ts';
import type { CommandId } from '../../../src/workbench/ids.ts';
import { mementoInMemory } from './featuresAlone.ts';
import { ScriptedPlatform } from './scriptedPlatform.ts';
import { ScriptedWindow, type ScriptedAnswer } from './scriptedWindow.ts';

/** Connections as they are, over an engine and a platform that do as they are told, and a user who answers by a script. */
export class ConnectionBench {
  readonly state = mementoInMemory();
  readonly secrets = new Map<string, string>();
  /** What was asked of the engine. */
  readonly asked: unknown[][] = [];
  readonly platform: ScriptedPlatform;
  readonly profiles: ProfileStore;
  readonly shared: SharedProfiles;
  readonly connections: Connections;
  readonly parts: Parts;
  readonly #bin = new Bin();
  readonly #t: TestContext;
  // One that was closed stays closed for its name, so it is left to the window.
  readonly #log = vscode.window.createOutputChannel('Connections', { log: true });
  readonly #sessionsChanged = this.#bin.add(new vscode.EventEmitter<readonly SessionState[]>());
  #sessions: readonly SessionState[] = [];
  /** Thrown by the engine's next call. */
  refusal: Error | undefined;
  answer: unknown;

  static async open(t: TestContext, ...profiles: readonly ConnectionProfile[]): Promise<ConnectionBench> {
    const bench = new ConnectionBench(t);
    t.after(() => bench.#bin.dispose());
    await bench.connections.load();
    await bench.profiles.put(...profiles);
    return bench;
  }

  private constructor(t: TestContext) {
    this.#t = t;
    this.platform = new ScriptedPlatform({
      addApiKey: { key: 'a-abc123-0123456789', token: 'key-token' },
      addDevice: { authToken: 'made-token' },
      issueToken: { authToken: 'made-token' },
    });
    this.profiles = this.#bin.add(new ProfileStore(this.state));
    this.shared = new SharedProfiles();
    this.#bin.add(this.shared.register());
    const sessionsNow = (): readonly SessionState[] => this.#sessions;
    const engine = {
      get sessions() {
        return sessionsNow();
      },
      onSessions: this.#sessionsChanged.event,
      onExamined: () => new vscode.Disposable(() => undefined),
      calls: async () => ({
        ask: async (...asked: unknown[]) => {
          this.asked.push(asked);
          const { refusal } = this;
          this.refusal = undefined;
          if (refusal !== undefined) throw refusal;
          return this.answer;
        },
      }),
    } as unknown as Parts['engine'];
    const { platform } = this.platform.parts;
    Object.assign(platform, { attach: async () => undefined });
    const { profiles, shared } = this;
    this.connections = new Connections({ profiles, shared, vault: new SecretVault(secretsIn(this.secrets)), engine, platform });
    this.parts = {
      ...this.platform.parts,
      engine,
      profiles,
      connections: this.connections,
      agreements: new Agreements(mementoInMemory()),
    };
  }

  /** Runs a command on a connection, or on none, with these answers. */
  async run(command: CommandId, answers: readonly ScriptedAnswer[], node?: unknown): Promise<ScriptedWindow> {
    this.#t.mock.restoreAll();
    const window = new ScriptedWindow(this.#t, answers);
    const found = allCommands(this.parts, this.#log).find(({ id }) => id === command);
    if (found === undefined) throw new Error(`there is no command ${command}`);
    await runGuarded(found, node, this.platform.notices);
    return window;
  }

  /** The states that the engine has told. */
  tell(...sessions: readonly SessionState[]): void {
    this.#sessions = sessions;
    this.#sessionsChanged.fire(sessions);
  }
}

/** The row of a connection. */
export function nodeOf({ id }: ConnectionProfile): { readonly node: 'connection'; readonly id: string } {
  return { node: 'connection', id };
}

/** A profile with usual values; of a device of another host unless told. */
export function anyProfile(more: Partial<NewProfile> & Partial<ConnectionProfile> = {}): ConnectionProfile {
  const client = { sender: 'device', typeId: 'lamp', deviceId: 'l-1' } as const;
  const target = { kind: 'host', host: 'platform.example.com' } as const;
  return { ...newProfile({ id: 'p-1', name: 'l-1', client, target, org: 'abc123', ...more }), ...more };
}

/** The live state of a connection. */
export function anySession(more: Partial<SessionState> = {}): SessionState {
  return {
    id: 'p-1',
    phase: 'connected',
    failed: false,
    sessionPresent: false,
    subscriptions: [],
    devices: [],
    modes: anyProfile().management.answers,
    waiting: 0,
    undelivered: [],
    jobs: [],
    ...more,
  };
}

function secretsIn(kept: Map<string, string>): vscode.SecretStorage {
  const secrets = {
    get: async (key: string) => kept.get(key),
    store: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  return secrets as unknown as vscode.SecretStorage;
}
