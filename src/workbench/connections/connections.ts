import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import type { ResolvedProfile } from '../../profiles/resolveProfile.ts';
import type { Secrets } from '../../profiles/secrets.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { SessionState } from '../../rpc/session/sessionState.ts';
import { isRefusal, Refusal } from '../../wiotp/refusal.ts';
import type { Engine } from '../engine.ts';
import type { PlatformHost } from '../embeddedPlatform/platformHost.ts';
import type { ConnectionDetails } from './connectionDetails.ts';
import type { TokenPlaces } from './secrets/deviceTokens.ts';
import type { ProfileStore } from './profileStore.ts';
import type { SecretName, SecretVault } from './secrets/secretVault.ts';
import type { SharedFault, SharedFolder, SharedProfiles } from './sharedProfiles.ts';

/** A profile with the state of its session. */
export interface Connection {
  readonly profile: ConnectionProfile;
  readonly session: SessionState | undefined;
  /** Where it leads now; missing for the embedded platform while that does not run. */
  readonly resolved: ResolvedProfile | undefined;
  /** What the session was opened with, while it lasts; the profile may have been changed since. */
  readonly opened?: ConnectionProfile;
  /** The workspace folder that it came with; missing for the user's own. */
  readonly shared?: SharedFolder;
}

/** What connections are made of. */
export interface ConnectionsParts {
  readonly profiles: ProfileStore;
  readonly shared: SharedProfiles;
  readonly vault: SecretVault;
  readonly engine: Engine;
  readonly platform: PlatformHost;
}

/** Profiles, those of the user before those of workspace folders, and their sessions together. */
export class Connections {
  readonly #parts: ConnectionsParts;
  readonly #underway = new Map<string, Promise<void>>();
  readonly #opened = new Map<string, ConnectionProfile>();
  #loading: Promise<ConnectionDetails> | undefined;
  #details: ConnectionDetails | undefined;

  constructor(parts: ConnectionsParts) {
    this.#parts = parts;
  }

  /** What is known about connections, loaded once. There are none before. */
  load(): Promise<ConnectionDetails> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Loads what is needed to show connections if there are any. */
  start(): vscode.Disposable {
    const { profiles, shared } = this.#parts;
    if (!profiles.isEmpty) void this.load();
    const listening = shared.onChange(() => void this.load());
    void shared.look();
    return listening;
  }

  /** Calls back whenever a profile, a session or the platform changed. */
  onChange(run: () => void): vscode.Disposable {
    const { profiles, shared, engine, platform } = this.#parts;
    return vscode.Disposable.from(profiles.onChange(run), shared.onChange(run), engine.onSessions(run), platform.onChange(run));
  }

  all(): readonly Connection[] {
    const { profiles, shared } = this.#parts;
    return [
      ...profiles.all().map((profile) => this.#connection(profile)),
      ...shared.all().map(({ profile, folder }) => this.#connection(profile, folder)),
    ];
  }

  /** What is wrong with files of folders, of which some connections may be missing. */
  faults(): readonly SharedFault[] {
    return this.#parts.shared.faults();
  }

  find(id: string): Connection | undefined {
    const { profiles, shared } = this.#parts;
    const own = profiles.find(id);
    if (own !== undefined) return this.#connection(own);
    const found = shared.find(id);
    return found === undefined ? undefined : this.#connection(found.profile, found.folder);
  }

  /** Runs something for a profile unless it is underway already; then it is joined. */
  once({ id }: ConnectionProfile, run: () => Promise<void>): Promise<void> {
    const underway = this.#underway.get(id) ?? run().finally(() => this.#underway.delete(id));
    this.#underway.set(id, underway);
    return underway;
  }

  /** Whether something runs for a profile just now. */
  isUnderway(id: string): boolean {
    return this.#underway.has(id);
  }

  /** The token kept for a profile and the target it leads to now. */
  async token(profile: ConnectionProfile): Promise<string | undefined> {
    return this.secret(profile, 'token');
  }

  async keepToken(profile: ConnectionProfile, token: string): Promise<void> {
    await this.keepSecret(profile, 'token', token);
  }

  /** A secret kept for a profile and what it leads to now. */
  async secret(profile: ConnectionProfile, name: SecretName): Promise<string | undefined> {
    return this.#parts.vault.get(profile.id, name, await this.#boundTo(profile, name));
  }

  async keepSecret(profile: ConnectionProfile, name: SecretName, secret: string): Promise<void> {
    await this.#parts.vault.keep(profile.id, name, await this.#boundTo(profile, name), secret);
  }

  /** Forgets one secret of a profile, which is asked for again then, or all of them. */
  async forgetSecrets({ id }: ConnectionProfile, name?: SecretName): Promise<void> {
    await this.#parts.vault.forget(id, name);
  }

  /** Everything secret that connecting a profile takes, as far as it is kept. */
  async secrets(profile: ConnectionProfile): Promise<Secrets> {
    return (await this.load()).secretsOf(profile, (name) => this.secret(profile, name));
  }

  /** Keeps a token that the embedded platform gave a device: for the device itself, and for every profile that connects as it. */
  async keepTokenOf(device: DeviceName, token: string): Promise<void> {
    await (await this.load()).keepTokenOf(this.#tokenPlaces(), device, token);
  }

  /** The token kept for a device of the embedded platform that runs now. */
  async tokenOf(device: DeviceName): Promise<string | undefined> {
    return (await this.load()).tokenOf(this.#tokenPlaces(), device);
  }

  /** Forgets what was kept for a device of the embedded platform, whose token is another now or that is gone. */
  async forgetTokenOf(device: DeviceName): Promise<void> {
    await (await this.load()).forgetTokenOf(this.#tokenPlaces(), device);
  }

  /** Forgets the token of a profile, which is asked for again then. */
  async forgetToken(profile: ConnectionProfile): Promise<void> {
    await this.forgetSecrets(profile, 'token');
  }

  /**
   * Connects a profile with the secrets that are kept.
   * @throws Refusal with the cause, when the connection is not accepted.
   */
  async connect(profile: ConnectionProfile): Promise<void> {
    const { settings } = this.resolve(profile);
    const secrets = await this.secrets(profile);
    const calls = await this.#parts.engine.calls();
    if (!isOpen(this.find(profile.id)?.session)) this.#opened.set(profile.id, profile);
    await calls.ask('connect', settings, secrets);
  }

  async disconnect(id: string): Promise<void> {
    await (await this.#parts.engine.calls()).ask('disconnect', id);
  }

  /** Ends the session, with what it could not deliver, and deletes the profile with its secrets. */
  async remove(id: string): Promise<void> {
    if (this.find(id)?.session !== undefined) await this.#end(id);
    await this.#parts.vault.forget(id);
    await this.#parts.profiles.remove(id);
  }

  /**
   * Where a profile leads.
   * @throws Refusal for the embedded platform while it does not run, or does not listen as the profile wants it.
   */
  resolve(profile: ConnectionProfile): ResolvedProfile {
    const resolved = this.#resolve(profile);
    if (resolved !== undefined) return resolved;
    throw new Refusal(
      this.#details?.whyNowhere(profile, this.#parts.platform.state) ?? vscode.l10n.t('The connections are not loaded yet.'),
      {
        rule: 'a connection leads somewhere',
        advice: vscode.l10n.t('The Platform view shows what runs and where it listens.'),
      },
    );
  }

  /** A session that holds undelivered messages outlives its connection until they are discarded. */
  async #end(id: string): Promise<void> {
    await this.disconnect(id);
    const calls = await this.#parts.engine.calls();
    await calls.ask('discardUndelivered', id).catch((error: unknown) => {
      // Without any it is gone already.
      if (!isRefusal(error)) throw error;
    });
  }

  async #load(): Promise<ConnectionDetails> {
    const { connectionDetails } = await import('./connectionDetails.ts');
    this.#details = connectionDetails;
    this.#parts.profiles.readBy(connectionDetails.readProfile);
    return connectionDetails;
  }

  /** What a secret of a profile is bound to now. */
  async #boundTo(profile: ConnectionProfile, name: SecretName): Promise<string> {
    return (await this.load()).secretBinding(profile, name, this.resolve(profile));
  }

  #tokenPlaces(): TokenPlaces {
    const { vault, platform } = this.#parts;
    return { vault, connections: this, platform: platform.state };
  }

  #connection(profile: ConnectionProfile, shared?: SharedFolder): Connection {
    const session = this.#parts.engine.sessions.find((state) => state.id === profile.id);
    const opened = session === undefined || session.phase === 'closed' ? undefined : this.#opened.get(profile.id);
    return {
      profile,
      session,
      resolved: this.#resolve(profile, shared),
      ...(opened === undefined ? {} : { opened }),
      ...(shared === undefined ? {} : { shared }),
    };
  }

  #resolve(profile: ConnectionProfile, shared = this.#parts.shared.find(profile.id)?.folder): ResolvedProfile | undefined {
    return this.#details?.resolveHere(profile, this.#parts.platform.state, shared?.path);
  }
}

/** Whether a session has a connection, or just makes one: it is not replaced. */
function isOpen(session: SessionState | undefined): boolean {
  return session?.phase === 'connected' || session?.phase === 'connecting';
}
