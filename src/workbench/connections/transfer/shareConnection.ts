import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { readSharedProfiles, sharedProfilesFile } from '../../../profiles/shared/readSharedProfiles.ts';
import { writeProfiles } from '../../../profiles/shared/writeProfiles.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { confirm } from '../../confirm.ts';
import type { Parts } from '../../parts.ts';
import { filesFromFolder } from './profileFiles.ts';

/**
 * Writes a connection into the profiles file of a workspace folder, without secrets, and shows the file.
 * @throws Refusal without a folder, and where the file cannot be read as it is: nothing of it is to be lost.
 */
export async function shareConnection({ notices }: Parts, profile: ConnectionProfile): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, ...sharedProfilesFile.split('/'));
  const text = await textOf(uri);
  const there = readSharedProfiles(text ?? '{"profiles":[]}', folder.uri.toString());
  if (there.faults.length > 0) {
    await vscode.window.showTextDocument(uri);
    throw new Refusal(vscode.l10n.t('{0} has problems, so nothing is written into it.', sharedProfilesFile), {
      rule: 'a file that can be read whole',
      advice: vscode.l10n.t('Put right what the Problems view says, and share the connection again.'),
    });
  }
  const others = there.profiles.filter(({ name }) => name !== profile.name);
  if (others.length < there.profiles.length) {
    const question = vscode.l10n.t('Replace {0} in {1}?', profile.name, sharedProfilesFile);
    if (!(await confirm(question, vscode.l10n.t('The file has a connection with this name.'), vscode.l10n.t('Replace')))) return;
  }
  // Comments would be lost by writing the file anew.
  if (text !== undefined && /^\s*\/[/*]/m.test(text)) {
    const question = vscode.l10n.t('The comments in {0} are lost. Write it all the same?', sharedProfilesFile);
    if (!(await confirm(question, vscode.l10n.t('The file is written anew.'), vscode.l10n.t('Write')))) return;
  }
  const shared = filesFromFolder(profile, { folder: folder.uri.fsPath, home: homedir() });
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(writeProfiles([...others, shared])));
  await vscode.window.showTextDocument(uri);
  notices.done(vscode.l10n.t('{0} is shared; nobody gets its token with it', profile.name));
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new Refusal(vscode.l10n.t('No folder is open in which a connection could be shared.'), {
      rule: 'a workspace folder',
      advice: vscode.l10n.t('Open the folder of your project first, or export the connection to a file.'),
    });
  }
  return folders.length === 1 ? folders[0] : vscode.window.showWorkspaceFolderPick({ ignoreFocusOut: true });
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
