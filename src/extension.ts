import * as vscode from 'vscode';
import { DocumentChoices } from './editor/files/documentChoices.ts';
import { Bin } from './workbench/bin.ts';
import { registerCommands } from './workbench/commands/guarded.ts';
import type { Parts } from './workbench/parts.ts';
import { Agreements } from './workbench/connections/connect/agreements.ts';
import { Connections } from './workbench/connections/connections.ts';
import { ConnectionTree } from './workbench/connections/tree/connectionTree.ts';
import { ProfileStore } from './workbench/connections/profileStore.ts';
import { simulatedDevices } from './workbench/connections/simulatedDevices.ts';
import { announceForgetfulSecrets } from './workbench/connections/secrets/forgetfulSecrets.ts';
import { SecretVault } from './workbench/connections/secrets/secretVault.ts';
import { SharedProfiles } from './workbench/connections/sharedProfiles.ts';
import { lateReplies } from './workbench/device/lateReplies.ts';
import { Engine } from './workbench/engine.ts';
import { EditorFeatures } from './workbench/editorFeatures.ts';
import { Notices } from './workbench/notices.ts';
import { announceActions } from './workbench/embeddedPlatform/announceActions.ts';
import { announceReturn } from './workbench/embeddedPlatform/announceReturn.ts';
import { registerDiagnoses } from './workbench/connections/doctor/diagnosisDocument.ts';
import { PlatformHost } from './workbench/embeddedPlatform/platformHost.ts';
import { followSettings } from './workbench/embeddedPlatform/followSettings.ts';
import { RemoteKeys } from './workbench/embeddedPlatform/remoteKeys.ts';
import { Reports } from './workbench/embeddedPlatform/reports/reports.ts';
import { PlatformTree } from './workbench/embeddedPlatform/tree/platformTree.ts';
import { placesOf } from './workbench/places.ts';
import { RecentDrafts } from './workbench/publish/recentDrafts.ts';
import { announceLosses } from './workbench/losses.ts';
import { StatusBar } from './workbench/statusBar.ts';
import { registerTerminalLinks } from './workbench/terminal/registerTerminalLinks.ts';
import { readRetention } from './workbench/traffic/readRetention.ts';
import { registerPanels } from './workbench/traffic/registerPanels.ts';
import { TrafficView } from './workbench/traffic/trafficView.ts';

let engine: Engine | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const bin = new Bin();
  context.subscriptions.push(bin);
  const log = bin.add(vscode.window.createOutputChannel('Device Workbench', { log: true }));
  const places = placesOf(context);
  const notices = new Notices(log);
  const choices = bin.add(new DocumentChoices(context.workspaceState, (error) => log.error('A choice was not kept', String(error))));
  engine = bin.add(
    new Engine({
      program: places.engine,
      storeFolder: places.trafficFolder,
      log,
      lint: () => editor.lintConfiguration(),
      retention: readRetention,
      replies: async () => (await replies()).rules(),
    }),
  );
  const replies = lateReplies(context.globalStorageUri, engine, notices, bin);
  const platform = bin.add(new PlatformHost(places.platform, engine));
  const profiles = bin.add(new ProfileStore(context.globalState));
  const shared = new SharedProfiles();
  bin.add(shared.register());
  const connections = new Connections({ profiles, shared, vault: new SecretVault(context.secrets), engine, platform });
  const recentEvents = new RecentDrafts(context.workspaceState, 'events');
  const recentCommands = new RecentDrafts(context.workspaceState, 'commands');
  const remoteKeys = new RemoteKeys(context.secrets, context.globalState);
  const reports = new Reports(platform, async () => (await allCommands()).reportTexts);
  const { extensionUri } = context;
  const traffic = new TrafficView({ engine, connections, notices, bin, extensionUri });
  const parts: Parts = {
    engine,
    platform,
    remoteKeys,
    reports,
    profiles,
    connections,
    agreements: new Agreements(context.globalState),
    replies,
    recentEvents,
    recentCommands,
    choices,
    linter: async () => (await editor.load()).linter(),
    notices,
    traffic,
    bin,
    extensionUri,
  };
  const editor = bin.add(
    new EditorFeatures({ extension: context.extension, schemasProgram: places.schemas, choices, connections, engine, notices, log }),
  );

  const loadCommands = async () => {
    const [{ allCommands: all, guardedBy }] = await Promise.all([allCommands(), connections.load()]);
    return guardedBy(all(parts, log), notices, context.extension);
  };
  bin.add(registerCommands(loadCommands));
  new ConnectionTree(connections, async () => (await allCommands()).describeSubscription).register(bin, profiles);
  new PlatformTree(platform, simulatedDevices(connections)).register(bin);
  new StatusBar(connections).register(bin);
  traffic.register();
  bin.add(registerPanels(async () => (await allCommands()).panelRestorers(parts)));
  bin.add(registerTerminalLinks(async () => (await allCommands()).terminalLinks(parts)));
  bin.add(reports.register());
  bin.add(registerDiagnoses());
  // What tells about sessions is loaded with the first.
  const first = bin.add(
    engine.onSessions(async () => {
      first.dispose();
      const { announceDisconnections, announceRequests, followPublishAgain } = await connections.load();
      bin.add(announceDisconnections(parts));
      bin.add(followPublishAgain(parts));
      bin.add(announceRequests(connections, notices));
    }),
  );
  bin.add(announceActions(platform, notices));
  bin.add(announceReturn(platform, notices));
  bin.add(followSettings(parts));
  bin.add(announceLosses(parts));
  bin.add(connections.start());
  void announceForgetfulSecrets(context, notices);
  choices.start();
  editor.start();
}

/** The bundle of the commands, loaded when it is needed. */
const allCommands = () => import('./workbench/commands/allCommands.ts');

/** VS Code waits for this: the log is written to its end before the window closes. */
export async function deactivate(): Promise<void> {
  await engine?.shutdown();
}
