import * as vscode from 'vscode';
import { deviceText, readDevice, type DeviceName } from '../../wiotp/deviceName.ts';
import { askChoice, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { eachOnce } from './eachOnce.ts';

/** Asks for a device: the client itself, if it is one, one of those that are known, or any other. */
export function askOneDevice(
  place: Place,
  { own, devices }: { readonly own?: DeviceName | undefined; readonly devices: readonly DeviceName[] },
): Promise<Outcome<DeviceName>> {
  const known = eachOnce(own === undefined ? devices : [own, ...devices]);
  return askChoice(place, {
    placeholder: vscode.l10n.t('Device: choose one or type another as type:id'),
    choices: known.map((value): Choice<DeviceName> => {
      const isOwn = own !== undefined && deviceText(own) === deviceText(value);
      return { label: deviceText(value), ...(isOwn ? { description: vscode.l10n.t('the gateway itself') } : {}), value };
    }),
    typed: (text) => {
      const value = readDevice(text);
      return typeof value === 'string' ? { refused: value } : { label: text, value };
    },
  });
}
