import * as vscode from 'vscode';
import type { DeviceName, DeviceState } from '../../rpc/device/deviceState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { PlatformHost } from '../embeddedPlatform/platformHost.ts';
import { deviceOfNode } from '../embeddedPlatform/tree/platformNode.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';

/**
 * The device a command is for: the one of the tree node, the only one that fits, or the one the user picks.
 * `undefined` when the user left.
 * @throws Refusal when none fits, or the node's is gone.
 */
export async function chooseDevice(
  platform: PlatformHost,
  node: unknown,
  fits: (device: DeviceState) => boolean = () => true,
): Promise<DeviceState | undefined> {
  await platform.calls();
  const named = deviceOfNode(node);
  if (named !== undefined) return platform.device(named) ?? refuseGone(named);
  const devices = platform.state.phase === 'running' ? platform.state.devices.filter(fits) : [];
  if (devices.length <= 1) return devices[0] ?? refuseNone();
  return askAlone(vscode.l10n.t('Device'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a device'),
      choices: devices.map((device) => ({
        label: device.deviceId,
        description: [device.typeId, device.online ? vscode.l10n.t('online') : vscode.l10n.t('offline')].join(' · '),
        value: device,
      })),
    }),
  );
}

function refuseGone({ typeId, deviceId }: DeviceName): never {
  throw new Refusal(vscode.l10n.t('The device {0} {1} is not registered any more.', typeId, deviceId), {
    rule: 'no such device',
    advice: vscode.l10n.t('Choose another one, or register it again with Add Device….'),
  });
}

function refuseNone(): never {
  throw new Refusal(vscode.l10n.t('The embedded platform has no such device.'), {
    rule: 'no device',
    advice: vscode.l10n.t('Register one with Add Device… or Add Gateway…, or choose Try It Now.'),
  });
}
