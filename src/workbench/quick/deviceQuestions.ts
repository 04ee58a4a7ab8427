import * as vscode from 'vscode';
import { checkId } from '../../wiotp/names.ts';
import { askText, extend, type Outcome, type Place } from './wizard.ts';

/** Answers that name a device. */
interface NamesDevice {
  readonly typeId: string;
  readonly deviceId: string;
}

export function askTypeId<A extends NamesDevice>(answers: A, place: Place): Promise<Outcome<A>> {
  const check = (text: string): string | undefined => checkId(vscode.l10n.t('The device type'), text);
  const question = askText(place, { prompt: vscode.l10n.t('Device type'), value: answers.typeId, placeholder: 'thermostat', check });
  return extend(question, (typeId) => ({ ...answers, typeId }));
}

export function askDeviceId<A extends NamesDevice>(answers: A, place: Place): Promise<Outcome<A>> {
  const check = (text: string): string | undefined => checkId(vscode.l10n.t('The device ID'), text);
  const question = askText(place, { prompt: vscode.l10n.t('Device ID'), value: answers.deviceId, placeholder: 't-100', check });
  return extend(question, (deviceId) => ({ ...answers, deviceId }));
}
