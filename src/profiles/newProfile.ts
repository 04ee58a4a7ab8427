import { usualModes } from '../replies/answerMode.ts';
import type { ConnectionProfile, ManagementChoice, ProfileClient, Target } from './profile.ts';
import { usualSubscriptions } from './usualSubscriptions.ts';

/** What has to be asked for; everything else has a usual value. */
export interface NewProfile {
  readonly id: string;
  readonly name: string;
  readonly client: ProfileClient;
  readonly target: Target;
  readonly org: string;
}

/** Device Management as it is done unless somebody wants it otherwise. */
export const usualManagement: ManagementChoice = {
  automatic: true,
  lifetimeSeconds: 0,
  supports: { deviceActions: true, firmwareActions: true, bundles: [] },
  deviceInfo: {},
  download: { real: false, seconds: 5, maxBytes: 64 * 1024 * 1024 },
  answers: usualModes,
};

/** A profile with the usual values for its target and class. */
export function newProfile({ id, name, client, target, org }: NewProfile): ConnectionProfile {
  const secure = target.kind === 'classic' || target.kind === 'mas';
  return {
    id,
    name,
    client,
    target,
    org,
    transport: secure ? 'tls' : 'tcp',
    proxy: { kind: secure || target.kind === 'host' ? 'editor' : 'none' },
    tls: { verifyChain: true, verifyHost: true },
    mqttVersion: '3.1.1',
    cleanSession: true,
    keepAliveSeconds: 60,
    qos: 0,
    management: { ...usualManagement, automatic: client.sender !== 'application' && target.kind !== 'quickstart' },
    subscriptions: usualSubscriptions(client, target),
    demo: false,
  };
}
