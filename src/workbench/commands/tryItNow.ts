import * as vscode from 'vscode';
import { newProfile } from '../../profiles/newProfile.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { connectAsking } from '../connections/connect/connectAsking.ts';
import { commands, views } from '../ids.ts';
import { startPlatform } from '../embeddedPlatform/startPlatform.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

const demoDevice = { typeId: 'simulated', deviceId: 'demo' } as const;

const demoEvent = {
  topic: 'iot-2/evt/status/fmt/json',
  template: '{"temperature":${random:18:24},"uptime":${counter},"time":"${now}"}',
  qos: 0,
  everyMs: 3000,
} as const;

/** From nothing to a managed device with rows moving in the log, with one click. */
export function tryItNowCommand(parts: Parts): Command {
  return {
    id: commands.tryItNow,
    title: vscode.l10n.t('Try It Now'),
    needsTrust: true,
    run: async () => {
      await vscode.commands.executeCommand(`${views.traffic}.focus`);
      await startPlatform(parts);
      const profile = await demoProfile(parts);
      const session = parts.connections.find(profile.id)?.session;
      if (session === undefined && parts.platform.device(demoDevice)?.online === true) {
        await parts.notices.inform(
          vscode.l10n.t('The simulated device is connected already, from another window. Its traffic is shown here as well.'),
        );
        return;
      }
      if (session?.phase !== 'connected') await connectAsking(parts, profile);
      await (await parts.engine.calls()).ask('startJob', profile.id, demoEvent);
    },
  };
}

async function demoProfile({ profiles }: Parts): Promise<ConnectionProfile> {
  const existing = profiles.all().find(({ demo }) => demo);
  if (existing !== undefined) return existing;
  const profile: ConnectionProfile = {
    ...newProfile({
      id: crypto.randomUUID(),
      name: demoDevice.deviceId,
      client: { sender: 'device', ...demoDevice },
      target: { kind: 'embedded' },
      org: '',
    }),
    demo: true,
  };
  await profiles.put(profile);
  return profile;
}
