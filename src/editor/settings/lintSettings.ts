import * as vscode from 'vscode';
import { readLintSettings, type LintSettings } from '../../lint/settings.ts';

/** The lint settings that count for a document or a folder; without one, for what crosses the wire. */
export function lintSettings(scope?: vscode.ConfigurationScope): LintSettings {
  const settings = vscode.workspace.getConfiguration('wiotp.lint', scope);
  return readLintSettings({ rules: settings.get('rules'), limits: settings.get('limits'), clientBuffer: settings.get('clientBuffer') });
}

/** Whether a document is to be checked at all. */
export function isLintEnabled(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('wiotp.lint', document).get('enabled') !== false;
}
