import * as vscode from 'vscode';
import type { AnswerMode, AnswerModes } from '../../replies/answerMode.ts';
import type { FirmwareState, ManagedState, PendingRequest } from '../../rpc/session/sessionState.ts';
import { deviceText } from '../../wiotp/deviceName.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { memberNumbers } from '../../wiotp/codes/memberNumbers.ts';

/**
 * What its firmware does, how requests are answered, and whether the device is managed, in one line: what is out of the ordinary
 * comes first, since a narrow side bar cuts the end off.
 */
export function managementText({ managed, firmware }: ManagedState, modes: AnswerModes): string {
  const first = managed ? [] : [vscode.l10n.t('not managed')];
  const last = managed ? [vscode.l10n.t('managed')] : [];
  return [...first, ...(isIdle(firmware) ? [] : [firmwareText(firmware)]), modesText(modes), ...last].join(' · ');
}

/** Everything about Device Management of one device. Notes and names can come from the wire, so it is plain text. */
export function managementDetails(state: ManagedState, modes: AnswerModes): string {
  const { managed, until, firmware, observed, pending, note } = state;
  const lines = [
    managed ? vscode.l10n.t('Managed: the platform may send requests') : vscode.l10n.t('Not managed: the platform sends no requests'),
    ...(until === undefined || !managed ? [] : [vscode.l10n.t('Dormant after {0}, unless it manages again', dateAndTime(until))]),
    vscode.l10n.t('Firmware: {0}', firmwareText(firmware)),
    ...(firmware.version === '' ? [] : [vscode.l10n.t('Firmware version: {0}', shownText(firmware.version))]),
    ...(firmware.uri === '' ? [] : [vscode.l10n.t('Image: {0}', shownText(firmware.uri))]),
    ...(firmware.note === undefined ? [] : [firmware.note]),
    vscode.l10n.t('Observed by the platform: {0}', observed.length === 0 ? vscode.l10n.t('nothing') : shownText(observed.join(', '))),
    vscode.l10n.t('Requests that wait for an answer: {0}', pending.length),
    vscode.l10n.t('How requests are answered: {0}', modesText(modes)),
    ...(note === undefined ? [] : [note]),
  ];
  return lines.join('\n');
}

/** State and update status of the firmware in the catalog's words, with the progress of what is under way. */
export function firmwareText({ state, updateStatus, progress }: FirmwareState): string {
  const words = [wordOf('state', state), ...(updateStatus === 0 ? [] : [wordOf('updateStatus', updateStatus)])].join(', ');
  return progress === undefined ? words : `${words} ${Math.floor(Math.min(1, Math.max(0, progress)) * 100)} %`;
}

/** How requests are answered, as short as can be said: what is done about actions, where that is the same for all of them. */
export function modesText(modes: AnswerModes): string {
  const [first, ...others] = new Set(actions.map((kind) => modes[kind]));
  return first === undefined || others.length > 0 ? vscode.l10n.t('mixed answers') : modeText(first);
}

const actions = ['dm.reboot', 'dm.factoryReset', 'dm.firmwareDownload', 'dm.firmwareUpdate', 'dm.customAction'] as const;

/** One way to answer requests, in words. */
export function modeText(mode: AnswerMode): string {
  switch (mode) {
    case 'ask':
      return vscode.l10n.t('asks you');
    case 'automatic':
      return vscode.l10n.t('automatic');
    case 'replies':
      return vscode.l10n.t('by replies');
  }
}

/** Since when a request waits, and what became of its time. An age would be wrong a moment later. */
export function waitingText({ received, expires, expired, device }: PendingRequest): string {
  const since = vscode.l10n.t('since {0}', timeOfDay(received));
  const end = expired ? vscode.l10n.t('time is up') : vscode.l10n.t('until {0}', timeOfDay(expires));
  return [...(device === undefined ? [] : [deviceText(device)]), ...(expired ? [end, since] : [since, end])].join(' · ');
}

/** Whether the firmware is as it was at first: not worth a place in a row. */
function isIdle({ state, updateStatus, progress }: FirmwareState): boolean {
  return state === 0 && updateStatus === 0 && progress === undefined;
}

function wordOf(member: 'state' | 'updateStatus', number: number): string {
  return memberNumbers[member][number] ?? `${member} ${number}`;
}

function timeOfDay(time: number): string {
  return new Date(time).toLocaleTimeString(undefined, { hourCycle: 'h23' });
}

function dateAndTime(time: number): string {
  return new Date(time).toLocaleString();
}
