import * as vscode from 'vscode';
import { settings } from './ids.ts';

/** The port that the embedded platform takes when it is free. */
export function platformPort(): number {
  return vscode.workspace.getConfiguration().get<number>(settings.platformPort, 1883);
}
