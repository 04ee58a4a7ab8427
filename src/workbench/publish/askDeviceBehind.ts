import * as vscode from 'vscode';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Parts } from '../parts.ts';
import type { Connection } from '../connections/connections.ts';
import { askAlone } from '../quick/wizard.ts';
import { askOneDevice } from './askOneDevice.ts';
import { knownDevices } from './knownDevices.ts';
import type { Publisher } from './publisher.ts';

/** Asks for which device a message of a gateway is: itself, or one behind it. `undefined` when the user left. */
export function askDeviceBehind(parts: Parts, { profile }: Connection, { own }: Publisher): Promise<DeviceName | undefined> {
  const recent = parts.recentEvents.all().flatMap(({ device }) => device ?? []);
  const devices = [...recent, ...knownDevices(parts, profile)];
  return askAlone(vscode.l10n.t('Publish as {0}', profile.name), (place) => askOneDevice(place, { own, devices }));
}
