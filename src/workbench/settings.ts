import * as vscode from 'vscode';
import { Refusal } from '../wiotp/refusal.ts';
import { settings } from './ids.ts';

/**
 * The port that the embedded platform takes when it is free.
 * @throws Refusal when the setting is no port.
 */
export function platformPort(): number {
  const port: unknown = vscode.workspace.getConfiguration().get(settings.platformPort, 1883);
  if (typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Refusal(vscode.l10n.t('The setting {0} is {1}, which is no port.', settings.platformPort, JSON.stringify(port)), {
    rule: 'ports are whole numbers from 0 to 65535',
    advice: vscode.l10n.t('Set it to 1883, or to 0 for any free port.'),
  });
}
