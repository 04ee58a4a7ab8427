import { homedir } from 'node:os';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { resolveProfile, type ResolvedProfile } from '../../profiles/resolveProfile.ts';
import type { Surroundings } from '../../profiles/surroundings.ts';
import { whyUnresolved } from '../../profiles/whyUnresolved.ts';
import { platformPlace } from '../embeddedPlatform/platformPlace.ts';
import type { PlatformState } from '../embeddedPlatform/platformState.ts';
import { caHashOf } from './caHashOf.ts';
import { editorProxy, goesPastProxy } from './editorProxy.ts';

/** Where a profile leads from this window. `folder` is where a shared one came from. */
export function resolveHere(profile: ConnectionProfile, platform: PlatformState, folder?: string): ResolvedProfile | undefined {
  const place = surroundings(platform, folder);
  const caHash = caHashOf(profile, place);
  const where = caHash === undefined ? place : { ...place, caHash };
  const direct = resolveProfile(profile, where);
  if (direct === undefined || profile.proxy.kind !== 'editor') return direct;
  const proxy = editorProxy();
  if (proxy === undefined || goesPastProxy(direct.settings.endpoint.host)) return direct;
  return resolveProfile(profile, { ...where, editorProxy: proxy });
}

/** Why a profile leads nowhere from this window, as full sentences; `undefined` when it leads somewhere. */
export function whyNowhere(profile: ConnectionProfile, platform: PlatformState): string | undefined {
  return whyUnresolved(profile, surroundings(platform))?.message;
}

function surroundings(platform: PlatformState, folder?: string): Surroundings {
  return {
    home: homedir(),
    ...(platform.phase === 'running' ? { platform: platformPlace(platform) } : {}),
    ...(folder === undefined ? {} : { folder }),
  };
}
