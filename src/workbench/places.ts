import * as vscode from 'vscode';
import { announcementFile } from '../rpc/node/userFolder.ts';
import type { PlatformPlaces } from './embeddedPlatform/platformHost.ts';

/** Where the extension's programs and files are. */
export interface Places {
  readonly engine: string;
  /** Runs the user's own schemas. */
  readonly schemas: string;
  /** The traffic log's folder: one per workspace; windows without a folder share one, with a file for each. */
  readonly trafficFolder: string;
  readonly platform: PlatformPlaces;
}

export function placesOf({ extensionUri, storageUri, globalStorageUri }: vscode.ExtensionContext): Places {
  const path = (base: vscode.Uri, ...names: string[]): string => vscode.Uri.joinPath(base, ...names).fsPath;
  return {
    engine: path(extensionUri, 'dist', 'engine.js'),
    schemas: path(extensionUri, 'dist', 'schemas.js'),
    trafficFolder: path(storageUri ?? globalStorageUri, 'traffic'),
    platform: {
      program: path(extensionUri, 'dist', 'cli.js'),
      dataFolder: path(globalStorageUri, 'platform'),
      controlFile: announcementFile(),
    },
  };
}
