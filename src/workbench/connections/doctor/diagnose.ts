import * as vscode from 'vscode';
import { evicts } from '../../../profiles/evicts.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { DoctorReach, DoctorReport, DoctorStep } from '../../../rpc/session/doctorReport.ts';
import type { Secrets } from '../../../profiles/secrets.ts';
import type { SessionSettings } from '../../../profiles/sessionSettings.ts';
import type { Parts } from '../../parts.ts';
import { askAlone, askChoice } from '../../quick/wizard.ts';
import { havePlatform } from '../connect/havePlatform.ts';
import { showDiagnosis } from './diagnosisDocument.ts';
import { doctorText, stepName } from './doctorText.ts';

/**
 * Examines a connection step by step and shows the report; of one that is not saved the network only. Asks first how far to go
 * where connecting would push somebody out; while the connection is open itself, nothing connects a second time.
 */
export async function diagnose(parts: Parts, profile: ConnectionProfile): Promise<void> {
  const { connections } = parts;
  if (!(await havePlatform(parts, profile))) return;
  const isOpen = isHeld(parts, profile);
  const isSaved = connections.find(profile.id) !== undefined;
  const reach = isOpen || !isSaved ? 'network' : await askReach(profile);
  if (reach === undefined) return;
  const { settings } = connections.resolve(profile);
  const secrets = await connections.secrets(profile);
  const report = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Diagnosing {0}', profile.name), cancellable: true },
    (progress, cancel) => examine(parts, { settings, secrets, reach }, (step) => progress.report({ message: stepName(step) }), cancel),
  );
  const notes = isOpen
    ? [vscode.l10n.t('CONNECT and SUBSCRIBE were left out: this connection is open, and a second one would push it out.')]
    : [];
  await showDiagnosis(profile.name, doctorText(report, profile.name, notes));
}

interface Examined {
  readonly settings: SessionSettings;
  readonly secrets: Secrets;
  readonly reach: DoctorReach;
}

async function examine(
  { engine }: Parts,
  { settings, secrets, reach }: Examined,
  heard: (step: DoctorStep) => void,
  cancel: vscode.CancellationToken,
): Promise<DoctorReport> {
  const run = crypto.randomUUID();
  const calls = await engine.calls();
  const listening = [
    engine.onExamined((news) => news.run === run && heard(news.step)),
    cancel.onCancellationRequested(() => void calls.ask('stopExamination', run).catch(() => undefined)),
  ];
  try {
    return await calls.ask('examine', settings, secrets, reach, run);
  } finally {
    for (const each of listening) each.dispose();
  }
}

/** Whether a session of this window holds the client ID. */
function isHeld({ connections }: Parts, profile: ConnectionProfile): boolean {
  const { clientId, settings } = connections.resolve(profile);
  const { host, port } = settings.endpoint;
  return connections.all().some(({ session, resolved }) => {
    if (session === undefined || session.phase === 'closed' || resolved === undefined) return false;
    const { endpoint } = resolved.settings;
    return resolved.clientId === clientId && endpoint.host === host && endpoint.port === port;
  });
}

async function askReach(profile: ConnectionProfile): Promise<DoctorReach | undefined> {
  if (!evicts(profile)) return 'subscribe';
  return askAlone(vscode.l10n.t('Diagnose {0}', profile.name), (place) =>
    askChoice<DoctorReach>(place, {
      placeholder: vscode.l10n.t('How far should the test go?'),
      choices: [
        {
          label: vscode.l10n.t('Network Only'),
          detail: vscode.l10n.t('Proxy, name, TCP and TLS. Nobody is disturbed, and no token is sent'),
          value: 'network',
        },
        {
          label: vscode.l10n.t('Connect as Well'),
          detail: vscode.l10n.t('Signs in and subscribes. Whoever is connected with this client ID is pushed out'),
          value: 'subscribe',
        },
      ],
    }),
  );
}
