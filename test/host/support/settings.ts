import * as vscode from 'vscode';

/** Sets settings of ours in the workspace, runs something, and puts them back as they were. */
export async function withSettings(values: Readonly<Record<string, unknown>>, run: () => Promise<void>): Promise<void> {
  const before = new Map(Object.keys(values).map((name) => [name, inWorkspace(name)]));
  try {
    for (const [name, value] of Object.entries(values)) await set(name, value);
    await run();
  } finally {
    for (const [name, value] of before) await set(name, value);
  }
}

function inWorkspace(name: string): unknown {
  return vscode.workspace.getConfiguration('wiotp').inspect(name)?.workspaceValue;
}

async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('wiotp').update(name, value, vscode.ConfigurationTarget.Workspace);
}
