import * as vscode from 'vscode';
import { deviceOf } from '../../../profiles/deviceOf.ts';
import { newProfile } from '../../../profiles/newProfile.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';

/**
 * An application for the same target as a device or gateway, which listens to what that sends and gets, and to its coming and
 * going. Its API key is not known yet.
 */
export function watcherOf(profile: ConnectionProfile, id: string): ConnectionProfile {
  const { target, org, transport, port, path, proxy, tls, mqttVersion } = profile;
  const { typeId, deviceId } = deviceOf(profile) ?? { typeId: '+', deviceId: '+' };
  // A certificate says who a client is, and this is another one.
  const { certificateFile: _certificate, keyFile: _key, ...trust } = tls;
  const client = { sender: 'application', apiKey: '', appId: `watch-${deviceId}`.slice(0, 36), shared: false } as const;
  const device = `iot-2/type/${typeId}/id/${deviceId}`;
  return {
    ...newProfile({ id, name: vscode.l10n.t('Watch {0}', deviceId), client, target, org }),
    transport,
    ...(port === undefined ? {} : { port }),
    ...(path === undefined ? {} : { path }),
    proxy,
    tls: trust,
    mqttVersion,
    subscriptions: [
      { filter: `${device}/evt/+/fmt/+`, qos: 1 },
      { filter: `${device}/cmd/+/fmt/+`, qos: 1 },
      { filter: `${device}/mon`, qos: 0 },
    ],
  };
}
