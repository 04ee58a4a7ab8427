import * as vscode from 'vscode';
import type { SessionState } from '../../rpc/engineContract.ts';
import type { DeviceName } from '../../rpc/deviceState.ts';
import { deviceClientId } from '../../wiotp/clientId.ts';
import type { ConnectionProfile } from '../../wiotp/profile.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Engine } from '../engine.ts';
import type { PlatformHost } from '../embeddedPlatform/platformHost.ts';
import { reachableAt } from '../embeddedPlatform/reachableAt.ts';
import type { ProfileStore } from './profileStore.ts';
import type { TokenVault } from './tokenVault.ts';

/** Where a profile leads, now. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly org: string;
  /** What a token of this profile is bound to. */
  readonly identity: string;
  readonly clientId: string;
}

/** A profile with the state of its session. */
export interface Connection {
  readonly profile: ConnectionProfile;
  readonly session: SessionState | undefined;
  /** Missing for the embedded platform while that does not run. */
  readonly address: Address | undefined;
}

/** Profiles and their sessions together. */
export class Connections {
  readonly #profiles: ProfileStore;
  readonly #vault: TokenVault;
  readonly #engine: Engine;
  readonly #platform: PlatformHost;
  readonly #underway = new Map<string, Promise<void>>();

  constructor(profiles: ProfileStore, vault: TokenVault, engine: Engine, platform: PlatformHost) {
    this.#profiles = profiles;
    this.#vault = vault;
    this.#engine = engine;
    this.#platform = platform;
  }

  /** Calls back whenever a profile, a session or the platform changed. */
  onChange(run: () => void): vscode.Disposable {
    return vscode.Disposable.from(this.#profiles.onChange(run), this.#engine.onSessions(run), this.#platform.onChange(run));
  }

  all(): readonly Connection[] {
    return this.#profiles.all().map((profile) => this.#connection(profile));
  }

  find(id: string): Connection | undefined {
    const profile = this.#profiles.find(id);
    return profile === undefined ? undefined : this.#connection(profile);
  }

  /** Runs something for a profile unless it is underway already; then it is joined. */
  once({ id }: ConnectionProfile, run: () => Promise<void>): Promise<void> {
    const underway = this.#underway.get(id) ?? run().finally(() => this.#underway.delete(id));
    this.#underway.set(id, underway);
    return underway;
  }

  /** The token kept for a profile and the target it leads to now. */
  async token(profile: ConnectionProfile): Promise<string | undefined> {
    return this.#vault.get(profile.id, this.address(profile).identity);
  }

  async keepToken(profile: ConnectionProfile, token: string): Promise<void> {
    await this.#vault.keep(profile.id, this.address(profile).identity, token);
  }

  /** Keeps a token that the embedded platform gave a device: for the device itself, and for every profile that connects as it. */
  async keepTokenOf(device: DeviceName, token: string): Promise<void> {
    const place = this.#deviceToken(device);
    if (place !== undefined) await this.#vault.keep(place.id, place.identity, token);
    for (const profile of this.#profilesOf(device)) await this.keepToken(profile, token);
  }

  /** The token kept for a device of the embedded platform that runs now. */
  async tokenOf(device: DeviceName): Promise<string | undefined> {
    const place = this.#deviceToken(device);
    if (place === undefined) return undefined;
    const kept = await this.#vault.get(place.id, place.identity);
    if (kept !== undefined) return kept;
    for (const profile of this.#profilesOf(device)) {
      const token = await this.token(profile);
      if (token !== undefined) return token;
    }
    return undefined;
  }

  /** Forgets what was kept for a device of the embedded platform, whose token is another now or that is gone. */
  async forgetTokenOf(device: DeviceName): Promise<void> {
    const place = this.#deviceToken(device);
    if (place !== undefined) await this.#vault.forget(place.id);
    for (const profile of this.#profilesOf(device)) await this.forgetToken(profile);
  }

  /** Forgets the token of a profile, which is asked for again then. */
  async forgetToken({ id }: ConnectionProfile): Promise<void> {
    await this.#vault.forget(id);
  }

  /**
   * Connects a profile whose token is kept.
   * @throws Refusal with the cause, when the connection is not accepted.
   */
  async connect(profile: ConnectionProfile): Promise<void> {
    const address = this.address(profile);
    const token = await this.token(profile);
    if (token === undefined) throw new Error(`no token is kept for ${address.clientId}`);
    const { id, typeId, deviceId, cleanSession, keepAliveSeconds, managed, lifetimeSeconds } = profile;
    const { host, port, org } = address;
    const engine = await this.#engine.calls();
    await engine.ask('connect', { id, host, port, org, typeId, deviceId, cleanSession, keepAliveSeconds, managed, lifetimeSeconds }, token);
  }

  async disconnect(id: string): Promise<void> {
    await (await this.#engine.calls()).ask('disconnect', id);
  }

  /** Ends the session and deletes the profile with its token. */
  async remove(id: string): Promise<void> {
    if (this.find(id)?.session !== undefined) await this.disconnect(id);
    await this.#vault.forget(id);
    await this.#profiles.remove(id);
  }

  /**
   * Where a profile leads.
   * @throws Refusal for the embedded platform while it does not run.
   */
  address(profile: ConnectionProfile): Address {
    const address = this.#addressNow(profile);
    if (address !== undefined) return address;
    throw new Refusal(vscode.l10n.t('{0} leads to the embedded platform, which does not run.', profile.name), {
      rule: 'platform stopped',
      advice: vscode.l10n.t('Start the embedded platform first.'),
    });
  }

  #profilesOf({ typeId, deviceId }: DeviceName): readonly ConnectionProfile[] {
    const isSame = (profile: ConnectionProfile): boolean => profile.typeId === typeId && profile.deviceId === deviceId;
    return this.#profiles.all().filter((profile) => profile.target.kind === 'embedded' && isSame(profile));
  }

  /** Where a device's own token is kept, and what it is bound to. */
  #deviceToken({ typeId, deviceId }: DeviceName): { readonly id: string; readonly identity: string } | undefined {
    const { state } = this.#platform;
    if (state.phase !== 'running') return undefined;
    const { instanceId } = state.info;
    return { id: `${instanceId}/${typeId}/${deviceId}`, identity: `embedded:${instanceId}/${typeId}/${deviceId}` };
  }

  #connection(profile: ConnectionProfile): Connection {
    const session = this.#engine.sessions.find((state) => state.id === profile.id);
    return { profile, session, address: this.#addressNow(profile) };
  }

  #addressNow({ target, org, typeId, deviceId }: ConnectionProfile): Address | undefined {
    if (target.kind === 'host') {
      const clientId = deviceClientId(org, typeId, deviceId);
      const { host, port } = target;
      return { host, port, org, clientId, identity: `${host}:${port}/${clientId}` };
    }
    const state = this.#platform.state;
    if (state.phase !== 'running') return undefined;
    const { instanceId, org: platformOrg } = state.info;
    const place = reachableAt(state);
    if (place === undefined) return undefined;
    const clientId = deviceClientId(platformOrg, typeId, deviceId);
    return { ...place, org: platformOrg, clientId, identity: `embedded:${instanceId}/${clientId}` };
  }
}
