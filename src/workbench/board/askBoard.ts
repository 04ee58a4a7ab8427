import * as vscode from 'vscode';
import type { DeviceState, DeviceName } from '../../rpc/device/deviceState.ts';
import type { ListenerState, NetworkInterface } from '../../rpc/platformContract.ts';
import { askDeviceId, askTypeId } from '../quick/deviceQuestions.ts';
import { askChoice, back, extend, type Outcome, type Place, type Step } from '../quick/wizard.ts';
import { loopback } from './board.ts';
import { codeLanguages } from './codeLanguages.ts';

/** What is to be known before a board can be connected. */
export interface BoardAnswers {
  readonly address: string;
  /** One that is not registered yet is added. */
  readonly device: DeviceName | undefined;
  readonly language: string;
  readonly tls: boolean;
}

/** Asks at which address the board is to reach the platform. */
export function askInterface(interfaces: readonly NetworkInterface[]): Step<BoardAnswers> {
  const choices = [...interfaces.filter(({ kind }) => kind !== 'loopback').map(interfaceChoice), loopbackChoice()];
  return (answers, place) =>
    extend(
      askChoice(place, { placeholder: vscode.l10n.t('Where is the board? Choose the network that it is in'), choices }),
      (address) => ({
        ...answers,
        address,
      }),
    );
}

/** Asks which device the board is: one that is registered, or another. */
export function askDevice(devices: readonly DeviceState[]): Step<BoardAnswers> {
  return async (answers, place) => {
    for (;;) {
      const device = await askKnownDevice(devices, place);
      if (typeof device === 'symbol') return device;
      if (device !== undefined) return { ...answers, device };
      const added = await askNewDevice(place);
      // Back from a new device leads to the list that it was chosen in, where there is one.
      if (added !== back || devices.length === 0) return typeof added === 'symbol' ? added : { ...answers, device: added };
    }
  };
}

/** Asks what to copy code for. */
export function askLanguage(answers: BoardAnswers, place: Place): Promise<Outcome<BoardAnswers>> {
  const choices = codeLanguages.map(({ id, name }) => ({ label: name, value: id }));
  const question = askChoice(place, { placeholder: vscode.l10n.t('What does the board run?'), choices });
  return extend(question, (language) => ({ ...answers, language }));
}

/** Asks whether to use TLS, where there is a choice. */
export function askTls(listeners: () => readonly ListenerState[]): Step<BoardAnswers> {
  return (answers, place) => {
    const question = askChoice(place, {
      placeholder: vscode.l10n.t('With or without TLS?'),
      choices: [
        {
          label: vscode.l10n.t('Without TLS'),
          detail: vscode.l10n.t('The simplest; the token crosses the network in the clear'),
          value: 'plain',
        },
        {
          label: vscode.l10n.t('With TLS'),
          detail: vscode.l10n.t('As on the real service; the code holds the certificate to trust'),
          value: 'tls',
        },
      ],
    });
    return listeners().some(({ secure }) => secure)
      ? extend(question, (choice) => ({ ...answers, tls: choice === 'tls' }))
      : Promise.resolve({ ...answers, tls: false });
  };
}

/** A registered device; `undefined` for another one. */
function askKnownDevice(devices: readonly DeviceState[], place: Place): Promise<Outcome<DeviceState | undefined>> {
  if (devices.length === 0) return Promise.resolve(undefined);
  const known = devices.map((device) => ({
    label: device.deviceId,
    description: [device.typeId, device.online ? vscode.l10n.t('online') : vscode.l10n.t('offline')].join(' · '),
    value: device as DeviceState | undefined,
  }));
  return askChoice(place, {
    placeholder: vscode.l10n.t('Which device is the board?'),
    choices: [{ label: `$(add) ${vscode.l10n.t('Add Device…')}`, value: undefined }, ...known],
  });
}

async function askNewDevice(place: Place): Promise<Outcome<DeviceName>> {
  const steps = [askTypeId, askDeviceId] as const;
  let answers: DeviceName = { typeId: '', deviceId: '' };
  for (let at = 0; at < steps.length;) {
    const outcome = await steps[at]?.(answers, place);
    if (outcome === back && at > 0) at--;
    else if (outcome === undefined || typeof outcome === 'symbol') return outcome ?? back;
    else {
      answers = outcome;
      at++;
    }
  }
  return answers;
}

function interfaceChoice({ address, name, kind, listeners }: NetworkInterface) {
  const open = listeners.length > 0;
  return {
    label: address,
    description: [name, kind === 'virtual' ? vscode.l10n.t('virtual') : undefined, open ? vscode.l10n.t('open') : undefined]
      .filter((part) => part !== undefined)
      .join(' · '),
    detail: open ? vscode.l10n.t('Open already') : vscode.l10n.t('Opens the platform to everybody in this network, until you close it'),
    value: address,
  };
}

function loopbackChoice() {
  return {
    label: loopback,
    description: vscode.l10n.t('this machine only'),
    detail: vscode.l10n.t('For a simulator or a program on this machine, or for ports that something else passes on'),
    value: loopback,
  };
}
