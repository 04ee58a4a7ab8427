import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LogPlace } from '../../../rpc/log/logContract.ts';
import type { ExportForm, ExportSpec, ExportState } from '../../../rpc/log/logFiles.ts';
import type { LogExtent, RowNumbers } from '../../../rpc/log/traffic.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { Engine } from '../../engine.ts';
import { panels } from '../../ids.ts';
import type { Parts } from '../../parts.ts';
import { askChoice, extend, wizard, type Choice, type Step } from '../../quick/wizard.ts';
import { askClient, transcriptClients } from './askClient.ts';
import { askTarget } from './fileNames.ts';

interface Answers {
  readonly what?: Pick<ExportSpec, 'filter' | 'rows'>;
  readonly form?: ExportForm;
  readonly client?: string;
}

/** Asks what of a log goes into a file of which form, and writes it. */
export async function exportTraffic({ engine, notices }: Parts, place: LogPlace): Promise<void> {
  const title = vscode.l10n.t('Export Traffic');
  const extent = await (await engine.calls()).ask('extent', place.log);
  if (extent.end <= extent.first) {
    throw new Refusal(vscode.l10n.t('There is no traffic to export.'), {
      rule: 'nothing to export',
      advice: vscode.l10n.t('Connect a device or start the embedded platform first.'),
    });
  }
  const whats = parts(place, extent);
  const clients = await transcriptClients(engine, place);
  const askWhat: Step<Answers> = (answers, at) =>
    extend(askChoice(at, { placeholder: vscode.l10n.t('What to export'), choices: whats }), (what) => ({ ...answers, what }));
  const askForm: Step<Answers> = (answers, at) =>
    extend(askChoice(at, { placeholder: vscode.l10n.t('In which form'), choices: forms(clients.length > 0) }), (form) => ({
      ...answers,
      form,
    }));
  const askWhose: Step<Answers> = (answers, at) => extend(askClient(at, clients), (client) => ({ ...answers, client }));
  const first: Answers = {
    ...(whats.length === 1 && whats[0] ? { what: whats[0].value } : {}),
    ...(clients[0] ? { client: clients[0] } : {}),
  };
  const answers = await wizard(title, first, ({ form }) => [
    ...(whats.length > 1 ? [askWhat] : []),
    askForm,
    ...(form === 'transcript' && clients.length > 1 ? [askWhose] : []),
  ]);
  const { what, form, client } = answers ?? {};
  if (what === undefined || form === undefined) return;
  const file = await askTarget(title, form, formNames[form]());
  if (file === undefined) return;
  const whose = form === 'transcript' && client !== undefined ? { client } : {};
  const state = await write(engine, { log: place.log, file, form, ...what, ...whose });
  if (state.phase === 'failed') throw new Refusal(state.why ?? '', { rule: 'export', advice: vscode.l10n.t('The file is as it was.') });
  if (state.phase === 'stopped') return notices.done(vscode.l10n.t('The export was stopped; {0} is as it was', basename(file)));
  const open = { title: vscode.l10n.t('Open'), run: () => openFile(file, form) };
  void notices.inform(doneText(state, file), open);
}

/** What can be exported, the usual first: from a row's menu, what has to do with that row. Several rows are filtered as the user sees them. */
function parts({ seq, rows, filter = '' }: LogPlace, extent: LogExtent): readonly Choice<Pick<ExportSpec, 'filter' | 'rows'>>[] {
  const shown = { label: vscode.l10n.t('What the Filter Shows'), description: filter, value: { filter } };
  const everything = {
    label: vscode.l10n.t('Everything'),
    description: everyRow(extent),
    value: { filter: '' },
  };
  const whole = filter.trim() === '' ? [everything] : [shown, everything];
  if (rows !== undefined) {
    const description = filter.trim() === '' ? everyRow(rows) : filter;
    return [{ label: vscode.l10n.t('The Selected Rows'), description, value: { filter, rows } }, ...whole];
  }
  if (seq === undefined) return whole;
  return [
    { label: vscode.l10n.t('The Selected Row'), value: { filter: '', rows: { first: seq, end: seq + 1 } } },
    {
      label: vscode.l10n.t('The Selected Row and What Follows'),
      description: filter,
      value: { filter, rows: { first: seq, end: extent.end } },
    },
    ...whole,
  ];
}

function everyRow({ first, end }: RowNumbers): string {
  return vscode.l10n.t('{0} rows', count(end - first));
}

const formNames: Readonly<Record<ExportForm, () => string>> = {
  ndjson: () => vscode.l10n.t('Device traffic'),
  transcript: () => vscode.l10n.t('Transcript'),
  csv: () => vscode.l10n.t('CSV'),
};

function forms(hasDevices: boolean): readonly Choice<ExportForm>[] {
  return [
    { label: formNames.ndjson(), description: 'NDJSON', detail: vscode.l10n.t('Every column; opens again as a log'), value: 'ndjson' },
    ...(hasDevices
      ? [
          {
            label: formNames.transcript(),
            description: '.wiotp.jsonl',
            detail: vscode.l10n.t('The conversation of one device, to read, check and run'),
            value: 'transcript' as const,
          },
        ]
      : []),
    { label: formNames.csv(), description: '.csv', detail: vscode.l10n.t('For spreadsheets; one way'), value: 'csv' },
  ];
}

/** Writes with a notification that shows how far it is and can stop it. */
async function write(engine: Engine, spec: ExportSpec): Promise<ExportState> {
  const run = randomUUID();
  const calls = await engine.calls();
  const title = vscode.l10n.t('Exporting into {0}', basename(spec.file));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    let told = 0;
    const following = vscode.Disposable.from(
      // Where the engine has ended, the export has, too, and says so.
      token.onCancellationRequested(() => void calls.ask('stopExport', run).catch(() => undefined)),
      engine.onExported(({ run: which, state: { examined, total } }) => {
        if (which !== run || total === 0) return;
        const done = (examined / total) * 100;
        progress.report({ increment: done - told, message: vscode.l10n.t('{0} of {1} rows', count(examined), count(total)) });
        told = done;
      }),
    );
    try {
      return await calls.ask('exportLog', run, spec);
    } finally {
      following.dispose();
    }
  });
}

function doneText({ written, leftOut = 0 }: ExportState, file: string): string {
  const done = vscode.l10n.t('{0} rows were exported into {1}.', count(written), basename(file));
  if (leftOut === 0) return done;
  return `${done} ${vscode.l10n.t('{0} have no place in it and were left out, such as those of other clients.', count(leftOut))}`;
}

/** Opens what was written: as a log, or as text. */
async function openFile(file: string, form: ExportForm): Promise<void> {
  const uri = vscode.Uri.file(file);
  if (form === 'ndjson') await vscode.commands.executeCommand('vscode.openWith', uri, panels.trafficFile);
  else await vscode.commands.executeCommand('vscode.open', uri);
}

function count(number: number): string {
  return number.toLocaleString('en');
}
