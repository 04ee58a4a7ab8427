import type * as vscode from 'vscode';
import type { DocumentChoices } from '../editor/files/documentChoices.ts';
import type { Linter } from '../editor/linter.ts';
import type { Bin } from './bin.ts';
import type { Agreements } from './connections/connect/agreements.ts';
import type { Connections } from './connections/connections.ts';
import type { ProfileStore } from './connections/profileStore.ts';
import type { RepliesFiles } from './device/repliesFiles.ts';
import type { Engine } from './engine.ts';
import type { Notices } from './notices.ts';
import type { PlatformHost } from './embeddedPlatform/platformHost.ts';
import type { RemoteKeys } from './embeddedPlatform/remoteKeys.ts';
import type { Reports } from './embeddedPlatform/reports/reports.ts';
import type { RecentDrafts } from './publish/recentDrafts.ts';
import type { TrafficView } from './traffic/trafficView.ts';

/** What commands work with; each takes what it needs. */
export interface Parts {
  readonly engine: Engine;
  readonly platform: PlatformHost;
  readonly remoteKeys: RemoteKeys;
  readonly reports: Reports;
  readonly profiles: ProfileStore;
  readonly connections: Connections;
  readonly agreements: Agreements;
  /** Loaded when they are wanted. */
  readonly replies: () => Promise<RepliesFiles>;
  readonly recentEvents: RecentDrafts;
  readonly recentCommands: RecentDrafts;
  readonly choices: DocumentChoices;
  /** Loads the linter if need be. */
  readonly linter: () => Promise<Linter>;
  readonly notices: Notices;
  readonly traffic: TrafficView;
  /** Owns what commands make that lasts as long as the window. */
  readonly bin: Bin;
  readonly extensionUri: vscode.Uri;
}
