import * as vscode from 'vscode';
import type { BootText, BootTexts } from '../../../rpc/log/logStudies.ts';
import { parseClientId } from '../../../wiotp/clientId.ts';

/** Longer names and markers are cut: a title has little room. */
const mostCharacters = 40;

/** What two compared stretches are called: `demo: boot 23:35:06 ↔ 23:35:24`, with the day where that differs. */
export function bootsTitle({ before, after }: BootTexts): string {
  const isOneDay = dayOf(before) === dayOf(after);
  const one = beginning(before, isOneDay);
  const other = before.cut === 'connect' && after.cut === 'connect' ? timeText(after, isOneDay) : beginning(after, isOneDay);
  return `${nameOf(before.clientId)}: ${one} ↔ ${other}`;
}

/** What one of them is called. */
export function bootTitle(boot: BootText): string {
  return `${nameOf(boot.clientId)} ${beginning(boot, false)}`;
}

function beginning(boot: BootText, isOneDay: boolean): string {
  const time = timeText(boot, isOneDay);
  switch (boot.cut) {
    case 'connect':
      return vscode.l10n.t('boot {0}', time);
    case 'marker':
      return `“${short(boot.marker ?? '')}” ${time}`;
    case 'start':
      return vscode.l10n.t('beginning of the log {0}', time);
  }
}

function timeText(boot: BootText, isOneDay: boolean): string {
  if (boot.time === undefined) return '';
  const time = timeOfDay.format(boot.time);
  return isOneDay ? time : `${dayOf(boot)} ${time}`;
}

const timeOfDay = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
/** Swedish dates are ISO ones. */
const day = new Intl.DateTimeFormat('sv', { dateStyle: 'short' });

function dayOf({ time }: BootText): string {
  return time === undefined ? '' : day.format(time);
}

function nameOf(clientId: string): string {
  const client = parseClientId(clientId);
  return short(typeof client === 'string' ? clientId : client.sender === 'application' ? client.appId : client.deviceId);
}

/** Without what could turn the title around. */
function short(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
  return shown.length > mostCharacters ? `${shown.slice(0, mostCharacters - 1)}…` : shown;
}
