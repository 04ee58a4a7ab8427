import * as vscode from 'vscode';
import { leavesFolder } from '../../lint/files/leavesFolder.ts';
import { readSchemaEntries, type SchemaEntry } from '../../lint/files/schemaEntries.ts';

/** An entry of the setting `wiotp.schemas` with its file. */
export interface PlacedEntry extends SchemaEntry {
  readonly uri: vscode.Uri;
}

/**
 * The setting `wiotp.schemas` of every folder that is open, with its faults as full sentences. Paths are relative to the
 * folder, and stay inside it: a workspace from elsewhere must not read other files.
 */
export function readSchemaSetting(): { readonly entries: readonly PlacedEntry[]; readonly faults: readonly string[] } {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => {
    const { entries, faults } = readSchemaEntries(vscode.workspace.getConfiguration('wiotp', folder).get('schemas'));
    const inside = entries.filter(({ path }) => !leavesFolder(path));
    return {
      entries: inside.map((entry) => ({ ...entry, uri: vscode.Uri.joinPath(folder.uri, entry.path) })),
      faults: [...faults, ...entries.filter(({ path }) => leavesFolder(path)).map(outsideFault)],
    };
  });
  return { entries: folders.flatMap(({ entries }) => entries), faults: folders.flatMap(({ faults }) => faults) };
}

function outsideFault({ filter, path }: SchemaEntry): string {
  return vscode.l10n.t('wiotp.schemas: "{0}" for "{1}" lies outside of the workspace folder. The entry is ignored.', path, filter);
}
