import * as vscode from 'vscode';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { RestAction } from '../../rpc/restAction.ts';
import { askOneDevice } from '../publish/askOneDevice.ts';
import { actionName } from '../embeddedPlatform/tree/actionLook.ts';
import { askChoice, askText, extend, wizard, type Outcome, type Place, type Step } from '../quick/wizard.ts';
import { customActionFault, firmwareParameters, readParameter, type ActionParameter } from './parameters.ts';

const builtIn = ['device/reboot', 'device/factoryReset', 'firmware/download', 'firmware/update'];

interface Answers {
  readonly action: string;
  readonly device: DeviceName;
}

/** Asks for an action on one device, with its parameters. `undefined` when the user left. */
export async function askRestAction(title: string, devices: readonly DeviceName[]): Promise<RestAction | undefined> {
  const answers = await wizard<Answers>(title, { action: '', device: { typeId: '', deviceId: '' } }, [
    (given, place) => extend(askOneDevice(place, { devices }), (device) => ({ ...given, device })),
    (given, place) => extend(askAction(place), (action) => ({ ...given, action })),
  ]);
  if (answers === undefined) return undefined;
  const { action, device } = answers;
  const parameters = await askParameters(`${title}: ${action}`, action);
  return parameters === undefined ? undefined : { action, parameters, devices: [device] };
}

function askAction(place: Place): Promise<Outcome<string>> {
  return askChoice(place, {
    placeholder: vscode.l10n.t('Action: choose one, or type a custom one as bundle/action'),
    choices: builtIn.map((value) => ({ label: value, description: actionName(value), value })),
    typed: (text) => {
      const refused = customActionFault(text);
      return refused === undefined ? { label: text, description: vscode.l10n.t('custom action'), value: text } : { refused };
    },
  });
}

/** What the action needs. `undefined` when the user left. */
async function askParameters(title: string, action: string): Promise<readonly ActionParameter[] | undefined> {
  if (action === 'firmware/download') return askFirmware(title);
  return builtIn.includes(action) ? [] : askCustom(title);
}

const noFirmware = { uri: '', name: '', verifier: '', version: '' };

async function askFirmware(title: string): Promise<readonly ActionParameter[] | undefined> {
  const ask = (key: keyof typeof noFirmware, prompt: string): Step<typeof noFirmware> => {
    return (given, place) =>
      extend(askText(place, { prompt, value: given[key], check: () => undefined }), (text) => ({ ...given, [key]: text.trim() }));
  };
  const given = await wizard(title, noFirmware, [
    ask('uri', vscode.l10n.t('Address of the image; leave all empty for what the device knows already')),
    ask('name', vscode.l10n.t('Name of the firmware')),
    ask('verifier', vscode.l10n.t('Verifier, such as its SHA-256')),
    ask('version', vscode.l10n.t('Version')),
  ]);
  return given === undefined ? undefined : firmwareParameters(given);
}

/** One parameter after the other, until none is given. */
async function askCustom(title: string): Promise<readonly ActionParameter[] | undefined> {
  let parameters: readonly ActionParameter[] = [];
  for (;;) {
    const count = parameters.length;
    const given = await wizard<readonly ActionParameter[]>(title, parameters, [
      (before, place) => extend(askParameter({ ...place, step: count + 1, steps: count + 1 }), (text) => withParameter(before, text)),
    ]);
    if (given === undefined || given.length === count) return given;
    parameters = given;
  }
}

function askParameter(place: Place): Promise<Outcome<string>> {
  return askText(place, {
    prompt: vscode.l10n.t('Parameter as name=value; leave it empty when there are no more'),
    placeholder: 'interval=30',
    check: (text) => {
      const parameter = text.trim() === '' ? undefined : readParameter(text);
      return typeof parameter === 'string' ? parameter : undefined;
    },
  });
}

function withParameter(before: readonly ActionParameter[], text: string): readonly ActionParameter[] {
  const parameter = readParameter(text);
  return typeof parameter === 'string' ? before : [...before, parameter];
}
