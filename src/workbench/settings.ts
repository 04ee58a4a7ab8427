import * as vscode from 'vscode';
import { readPlatformSettings, type PlatformSettings } from './embeddedPlatform/platformSettings.ts';
import { platformSettingNames as names, settings } from './ids.ts';

/**
 * What the user wishes the embedded platform to be.
 * @throws BadSetting for a setting with a value that it cannot have.
 */
export function platformSettings(): PlatformSettings {
  const configuration = vscode.workspace.getConfiguration();
  const raw = Object.fromEntries(Object.entries(names).map(([name, id]) => [name, configuration.get<unknown>(id)]));
  return readPlatformSettings(raw, names);
}

/** Those settings of the platform whose change takes effect only when it starts again. */
const needRestart = [
  settings.platformPort,
  settings.platformTlsPort,
  settings.platformQuota,
  settings.platformTolerant,
  settings.platformCertificateNames,
] as const;

/** What a change of settings means for a platform that runs. */
export interface PlatformSettingChange {
  readonly needsRestart: boolean;
  readonly quickstart: boolean;
  readonly keepRunning: boolean;
}

export function platformSettingChange(change: vscode.ConfigurationChangeEvent): PlatformSettingChange {
  return {
    needsRestart: needRestart.some((id) => change.affectsConfiguration(id)),
    quickstart: change.affectsConfiguration(settings.platformQuickstartPort),
    keepRunning: change.affectsConfiguration(settings.platformKeepRunning),
  };
}
