import type { TestContext } from 'node:test';
import * as vscode from 'vscode';
import { lintBySettings } from '../../../src/editor/lintBySettings.ts';
import { deviceInfoFault } from '../../../src/profiles/registry/deviceInfoFault.ts';
import { DocumentChoices } from '../../../src/editor/files/documentChoices.ts';
import type { Problem } from '../../../src/lint/problem.ts';
import { newProfile } from '../../../src/profiles/newProfile.ts';
import type { ConnectionProfile, ProfileClient, Target } from '../../../src/profiles/profile.ts';
import type { SessionState } from '../../../src/rpc/session/sessionState.ts';
import { applicationCommands } from '../../../src/workbench/commands/applicationCommands.ts';
import { runGuarded } from '../../../src/workbench/commands/runGuarded.ts';
import { Bin } from '../../../src/workbench/bin.ts';
import { messageCommands } from '../../../src/workbench/commands/messageCommands.ts';
import type { Parts } from '../../../src/workbench/parts.ts';
import { payloadCommands } from '../../../src/workbench/commands/payloadCommands.ts';
import { publishCommands } from '../../../src/workbench/commands/publishCommands.ts';
import { undeliveredCommands } from '../../../src/workbench/commands/undeliveredCommands.ts';
import type { Connection } from '../../../src/workbench/connections/connections.ts';
import type { CommandId } from '../../../src/workbench/ids.ts';
import { Notices } from '../../../src/workbench/notices.ts';
import { RecentDrafts } from '../../../src/workbench/publish/recentDrafts.ts';
import { failed, mementoInMemory } from './featuresAlone.ts';
import { ScriptedWindow, type ScriptedAnswer } from './scriptedWindow.ts';

export const lampClient: ProfileClient = { sender: 'device', typeId: 'lamp', deviceId: 'l-1' };
export const gatewayClient: ProfileClient = { sender: 'gateway', typeId: 'gw', deviceId: 'g-1' };
export const applicationClient: ProfileClient = { sender: 'application', apiKey: 'a-abc123-key', appId: 'dashboard', shared: false };

/** What the engine answers, unless told: a value, an error to fail with, or a function of what was asked. */
const usualAnswers: Readonly<Record<string, unknown>> = {
  publish: 'acknowledged',
  startJob: 'job-1',
  startAction: 'r-1',
  actionStatus: { complete: true, devices: [{ typeId: 'lamp', deviceId: 'l-1', status: 0, message: 'It is done.' }] },
};

/** Connections as a test has them, an engine that answers as it is told, and the commands that publish. */
export class PublishBench {
  /** What was asked of the engine, in order. */
  readonly asked: unknown[][] = [];
  /** What pages of the log were told that their menus asked for, in order. */
  readonly acts: unknown[][] = [];
  readonly connections: Connection[] = [];
  /** What the user's own schemas find wrong with every message. */
  ownProblems: readonly Problem[] = [];
  readonly #answers: Record<string, unknown>;
  readonly #log: vscode.LogOutputChannel;
  readonly parts: Parts;
  readonly #bin = new Bin();

  constructor(context: TestContext, answers: Readonly<Record<string, unknown>> = {}) {
    this.#answers = { ...usualAnswers, ...answers };
    // Under a name of its own: VS Code closes a channel later than it was told to, and another of the same name with it.
    this.#log = vscode.window.createOutputChannel(`Bench ${crypto.randomUUID()}`, { log: true });
    const choices = new DocumentChoices(mementoInMemory(), failed);
    context.after(() => this.#log.dispose());
    context.after(() => choices.dispose());
    context.after(() => this.#bin.dispose());
    this.parts = this.#parts(choices);
  }

  /** Adds a connection; open unless told. */
  add(
    client: ProfileClient,
    more: { readonly target?: Target; readonly session?: Partial<SessionState>; readonly qos?: 0 | 1 | 2 } = {},
  ): ConnectionProfile {
    const name = client.sender === 'application' ? client.appId : client.deviceId;
    const profile = {
      ...newProfile({
        id: `${client.sender}-${this.connections.length}`,
        name,
        client,
        target: more.target ?? { kind: 'host', host: 'h' },
        org: 'abc123',
      }),
      qos: more.qos ?? 0,
    };
    const session = {
      id: profile.id,
      phase: 'connected',
      jobs: [],
      undelivered: [],
      waiting: 0,
      devices: [],
      ...more.session,
    } as unknown as SessionState;
    this.connections.push({ profile, session, resolved: undefined });
    return profile;
  }

  /** Runs a command with a user who answers like this. */
  async run(t: TestContext, command: CommandId, answers: readonly ScriptedAnswer[], node?: unknown): Promise<ScriptedWindow> {
    const window = new ScriptedWindow(t, answers);
    const all = [publishCommands, payloadCommands, applicationCommands, undeliveredCommands, messageCommands].flatMap((make) =>
      make(this.parts),
    );
    const found = all.find(({ id }) => id === command);
    if (found === undefined) throw new Error(`there is no ${command}`);
    await runGuarded(found, node, this.parts.notices);
    return window;
  }

  /** The messages that were published, with their payloads as text. */
  get published(): readonly object[] {
    return this.asked
      .filter(([call]) => call === 'publish')
      .map(([, id, message]) => {
        const { topic, payload, qos, retain } = message as { topic: string; payload: Uint8Array; qos: number; retain: boolean };
        return { id, topic, payload: Buffer.from(payload).toString('latin1'), qos, retain };
      });
  }

  #parts(choices: DocumentChoices): Parts {
    const ask = async (...asked: unknown[]): Promise<unknown> => {
      this.asked.push(asked);
      const answer = this.#answers[String(asked[0])];
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? (answer as (...args: unknown[]) => unknown)(...asked.slice(1)) : answer;
    };
    const recent = mementoInMemory();
    const parts = {
      engine: { calls: async () => ({ ask }) },
      platform: { state: { phase: 'stopped' } },
      connections: { all: () => this.connections, find: (id: string) => this.connections.find(({ profile }) => profile.id === id) },
      recentEvents: new RecentDrafts(recent, 'events'),
      recentCommands: new RecentDrafts(recent, 'commands'),
      choices,
      linter: async () => ({ message: lintBySettings, deviceInfo: deviceInfoFault, own: { check: async () => this.ownProblems } }),
      notices: new Notices(this.#log),
      traffic: { act: async (...told: unknown[]) => void this.acts.push(told) },
      bin: this.#bin,
      extensionUri: vscode.Uri.file('/'),
    };
    return parts as unknown as Parts;
  }
}
