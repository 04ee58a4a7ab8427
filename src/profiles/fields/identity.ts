import { member } from '../../lint/json.ts';
import type { ProfileClient, Target } from '../profile.ts';

/** The classes of a client that connects, in the order in which they are offered. */
export const clientClasses = ['device', 'gateway', 'application'] as const;

/** The kinds of target, in the order in which they are offered. */
export const targetKinds = ['embedded', 'mas', 'host', 'classic', 'quickstart'] as const satisfies readonly Target['kind'][];

/** Reads who connects; a reason as a full sentence when that cannot be told. */
export function readClient(value: unknown): ProfileClient | string {
  const sender = clientClasses.find((candidate) => candidate === member(value, 'sender'));
  if (sender === undefined) return 'It does not say whether it is a device, a gateway or an application.';
  if (sender !== 'application') {
    const [typeId, deviceId] = [member(value, 'typeId'), member(value, 'deviceId')];
    if (typeof typeId !== 'string' || typeof deviceId !== 'string') return 'It has no device type or no device ID.';
    return { sender, typeId, deviceId };
  }
  const [apiKey, appId, shared, instanceId] = ['apiKey', 'appId', 'shared', 'instanceId'].map((name) => member(value, name));
  if (typeof appId !== 'string') return 'It has no application ID.';
  return {
    sender,
    apiKey: typeof apiKey === 'string' ? apiKey : '',
    appId,
    shared: shared === true,
    ...(typeof instanceId === 'string' ? { instanceId } : {}),
  };
}

/** Reads where a connection goes; a reason as a full sentence when that cannot be told. */
export function readTarget(value: unknown): Target | string {
  const kind = targetKinds.find((candidate) => candidate === member(value, 'kind'));
  const [host, domain] = [member(value, 'host'), member(value, 'domain')];
  switch (kind) {
    case 'embedded':
    case 'classic':
      return { kind };
    case 'quickstart':
      return typeof host === 'string' ? { kind, host } : { kind };
    case 'mas':
      return typeof domain === 'string' ? { kind, domain } : 'It has no domain of a Maximo Application Suite.';
    case 'host':
      return typeof host === 'string' ? { kind, host } : 'It has no host.';
    case undefined:
      return 'It does not say where it connects to.';
  }
}
