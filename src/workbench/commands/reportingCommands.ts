import * as vscode from 'vscode';
import type { DeviceRequestKind } from '../../rpc/device/deviceRequest.ts';
import type { JsonObject } from '../../rpc/device/deviceState.ts';
import { askChange } from '../device/askChange.ts';
import { askErrorCode } from '../device/askErrorCode.ts';
import { askLocation } from '../device/askLocation.ts';
import { askLogEntry } from '../device/askLogEntry.ts';
import { knownValues } from '../device/knownValues.ts';
import { chooseManaged, stateOf, type ManagedChoice } from '../device/managedChoice.ts';
import { tellServer } from '../device/tellServer.ts';
import { commands } from '../ids.ts';
import { confirm } from '../confirm.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Asks for the `d` of a report, if it has one; `undefined` when the user left. */
type AskReport = (title: string, managed: ManagedChoice) => Promise<{ readonly d?: JsonObject } | undefined>;

/** What a device tells the platform in Device Management. */
export function reportingCommands(parts: Parts): readonly Command[] {
  const report = (title: string, kind: DeviceRequestKind, ask: AskReport) => ({
    title,
    needsTrust: true,
    run: async (node: unknown): Promise<void> => {
      const managed = await chooseManaged(parts.connections, node, title);
      const asked = managed === undefined ? undefined : await ask(`${title}: ${managed.name}`, managed);
      if (managed !== undefined && asked !== undefined) await tellServer(parts, managed, { kind, ...asked });
    },
  });
  return [
    {
      id: commands.updateLocation,
      ...report(vscode.l10n.t('Update Location'), 'dm.location', async (title) => withData(await askLocation(title))),
    },
    { id: commands.addErrorCode, ...report(vscode.l10n.t('Add Error Code'), 'dm.addErrorCode', askForErrorCode) },
    { id: commands.clearErrorCodes, ...report(vscode.l10n.t('Clear Error Codes'), 'dm.clearErrorCodes', askToClearCodes) },
    {
      id: commands.addLogEntry,
      ...report(vscode.l10n.t('Add Log Entry'), 'dm.addLog', async (title) => withData(await askLogEntry(title))),
    },
    { id: commands.clearDeviceLog, ...report(vscode.l10n.t('Clear Device Log'), 'dm.clearLog', askToClearLog) },
    { id: commands.notifyChange, ...report(vscode.l10n.t('Notify Attribute Change'), 'dm.notify', askForChange) },
  ];
}

async function askForErrorCode(title: string): ReturnType<AskReport> {
  const errorCode = await askErrorCode(title);
  return withData(errorCode === undefined ? undefined : { errorCode });
}

async function askForChange(title: string, managed: ManagedChoice): ReturnType<AskReport> {
  const state = stateOf(managed);
  return withData(await askChange(title, knownValues(managed.connection, state), state?.observed ?? []));
}

function askToClearCodes(_title: string, { name }: ManagedChoice): ReturnType<AskReport> {
  const detail = vscode.l10n.t('The platform deletes all that it keeps of this device.');
  return askToClear(vscode.l10n.t('Clear the error codes of {0}?', name), detail);
}

function askToClearLog(_title: string, { name }: ManagedChoice): ReturnType<AskReport> {
  const detail = vscode.l10n.t('The platform deletes all entries that it keeps of this device.');
  return askToClear(vscode.l10n.t('Clear the diagnostic log of {0}?', name), detail);
}

async function askToClear(question: string, detail: string): ReturnType<AskReport> {
  return (await confirm(question, detail, vscode.l10n.t('Clear'))) ? {} : undefined;
}

function withData(d: JsonObject | undefined): { readonly d: JsonObject } | undefined {
  return d === undefined ? undefined : { d };
}
