import * as vscode from 'vscode';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { ChangeableAttribute } from '../../rpc/platformContract.ts';
import { attributeChanges, attributeText } from '../embeddedPlatform/attributeText.ts';
import { nameOf } from '../embeddedPlatform/platformState.ts';
import { commands } from '../ids.ts';
import { payloadDocument } from '../payloads/payloadDocument.ts';
import { chooseDevice } from './chooseDevice.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/**
 * Change what the platform keeps about a device. The value is edited as the message that tells it to the device, with
 * everything that such a message gets in the editor; applying sends it.
 */
export function attributeCommands(parts: Parts): readonly Command[] {
  const openedFor = new Map<string, DeviceName>();
  parts.bin.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => openedFor.delete(uri.toString())));
  const edit = (attribute: ChangeableAttribute) => (node: unknown) => editAttribute(parts, openedFor, node, attribute);
  return [
    { id: commands.editMetadata, title: vscode.l10n.t('Edit Metadata'), needsTrust: true, run: edit('metadata') },
    { id: commands.editLocation, title: vscode.l10n.t('Edit Location'), needsTrust: true, run: edit('location') },
    { id: commands.editDeviceInfo, title: vscode.l10n.t('Edit Device Info'), needsTrust: true, run: edit('deviceInfo') },
    { id: commands.applyAttributes, title: vscode.l10n.t('Apply to Device'), needsTrust: true, run: (uri) => apply(parts, openedFor, uri) },
  ];
}

/** For whom each document was opened, by its URI, for as long as it is open. */
type OpenedFor = Map<string, DeviceName>;

async function editAttribute({ platform }: Parts, openedFor: OpenedFor, node: unknown, attribute: ChangeableAttribute): Promise<void> {
  const device = await chooseDevice(platform, node);
  if (device === undefined) return;
  const { record } = await (await platform.calls()).ask('device', nameOf(device));
  // Its name says what it is: the editor checks and completes it as a device update.
  const uri = vscode.Uri.from({ scheme: 'untitled', path: `${device.typeId}.${device.deviceId}.${attribute}.dm.deviceUpdate.json` });
  const isOpen = vscode.workspace.textDocuments.some((open) => open.uri.toString() === uri.toString());
  const document = await vscode.workspace.openTextDocument(uri);
  openedFor.set(uri.toString(), nameOf(device));
  const editor = await vscode.window.showTextDocument(document);
  // What somebody is writing there stays.
  if (isOpen && document.getText() !== '') return;
  const text = attributeText(record, attribute);
  await editor.edit((change) => change.insert(new vscode.Position(0, 0), text));
  const value = document.positionAt(text.indexOf('"value": {') + '"value": {'.length);
  editor.selection = new vscode.Selection(value, value);
}

async function apply({ platform, choices, notices }: Parts, openedFor: OpenedFor, uri: unknown): Promise<void> {
  const { document, text } = await payloadDocument(uri instanceof vscode.Uri ? { uri } : undefined, choices);
  const changes = attributeChanges(text);
  const known = openedFor.get(document.uri.toString());
  const device = await chooseDevice(platform, known === undefined ? undefined : { node: 'device', device: known });
  if (device === undefined) return;
  const calls = await platform.calls();
  for (const { attribute, value } of changes) {
    const { told } = await calls.ask('changeAttribute', nameOf(device), attribute, value);
    notices.done(
      told
        ? vscode.l10n.t('Changed {0} of {1}, which was told', attribute, device.deviceId)
        : vscode.l10n.t('Changed {0} of {1}, which was not told: it is not managed, or not connected', attribute, device.deviceId),
    );
  }
}
