import * as vscode from 'vscode';
import { importEnvironment } from '../../../profiles/import/importEnvironment.ts';
import { importExported, type ImportedFile } from '../../../profiles/import/importExported.ts';
import { importRegistry } from '../../../profiles/import/importRegistry.ts';
import { importSdkYaml } from '../../../profiles/import/importSdkYaml.ts';
import type { ImportedConnection, ImportOptions } from '../../../profiles/import/imported.ts';
import { readEnvFile } from '../../../profiles/import/parseEnvFile.ts';
import type { DeviceInfoCheck } from '../../../profiles/registry/registryFile.ts';

/** A file as it was chosen; without one, nothing. */
export interface ChosenFile {
  readonly path: string;
  readonly text: string;
}

/** What reading takes besides the file. */
export interface ReadOptions extends ImportOptions {
  /** For the device types of a registry file. */
  readonly checkDeviceInfo: DeviceInfoCheck;
}

/** Where connections can be imported from. */
export interface ImportSource {
  readonly label: string;
  readonly detail: string;
  /** Endings of its files; a source without any is no file. */
  readonly files?: readonly string[];
  /** Made for IBM's libraries, which do not say whether a device is a gateway, and do not agree on what a setting means. */
  readonly isForSdk: boolean;
  /** @throws Refusal that says what cannot be read. */
  readonly read: (file: ChosenFile, options: ReadOptions) => ImportedFile;
}

export const importSources: readonly ImportSource[] = [
  {
    label: vscode.l10n.t('SDK Configuration File…'),
    detail: vscode.l10n.t('device.yaml, gateway.yaml or application.yaml of IBM’s libraries'),
    files: ['yaml', 'yml'],
    isForSdk: true,
    read: ({ text }, options) => only(importSdkYaml(text, options)),
  },
  {
    label: vscode.l10n.t('.env File…'),
    detail: vscode.l10n.t('A file with WIOTP_* variables'),
    files: ['*'],
    isForSdk: true,
    read: ({ text }, options) => {
      const { variables, lines } = readEnvFile(text);
      return only(importEnvironment(variables, options, lines));
    },
  },
  {
    label: vscode.l10n.t('This Window’s Environment'),
    detail: vscode.l10n.t('The WIOTP_* variables that VS Code was started with'),
    isForSdk: true,
    read: (_file, options) => only(importEnvironment(process.env, options)),
  },
  {
    label: vscode.l10n.t('Registry File…'),
    detail: vscode.l10n.t('Devices, gateways and API keys, as wiotp platform --registry takes them'),
    files: ['json'],
    isForSdk: false,
    read: ({ path, text }, options) => ({
      connections: importRegistry(path, text, process.env, options, options.checkDeviceInfo),
      notes: [],
    }),
  },
  {
    label: vscode.l10n.t('Exported Connections…'),
    detail: vscode.l10n.t('What Export Connections… wrote, or the .wiotp/profiles.json of another folder'),
    files: ['json'],
    isForSdk: false,
    read: ({ text }, options) => importExported(text, options),
  },
];

function only(connection: ImportedConnection): ImportedFile {
  return { connections: [connection], notes: [] };
}
