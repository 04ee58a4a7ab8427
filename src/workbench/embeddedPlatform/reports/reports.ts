import * as vscode from 'vscode';
import type { ActionState } from '../../../rpc/device/actionState.ts';
import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import { Pace } from '../../../rpc/pace.ts';
import type { PlatformHost } from '../platformHost.ts';
import { deviceKey } from '../platformState.ts';
import type { ReportTexts } from './reportText.ts';

const scheme = 'wiotp-report';

/** An open report is written anew no more often than this, in milliseconds. */
const paceMs = 500;

/** What the address of a report says. */
interface ReportName extends DeviceName {
  /** Of an action; without it the report is about the device's problems. */
  readonly requestId?: string;
}

/** Reports about devices as documents that nobody can change, and that follow what happens while they are open. */
export class Reports implements vscode.TextDocumentContentProvider {
  readonly #platform: PlatformHost;
  readonly #texts: () => Promise<ReportTexts>;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #waiting = new Set<string>();
  readonly #pace = new Pace(() => this.#tell(), paceMs);

  /** The texts are loaded with the first report. */
  constructor(platform: PlatformHost, texts: () => Promise<ReportTexts>) {
    this.#platform = platform;
    this.#texts = texts;
  }

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      this.#pace,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      this.#platform.onDevices(({ changed }) => {
        for (const device of changed) this.#waiting.add(deviceKey(device));
        this.#pace.poke();
      }),
    );
  }

  async showProblems(device: DeviceName): Promise<void> {
    await show(reportUri(`${device.deviceId} problems`, device));
  }

  async showAction({ device, action, requestId }: ActionState): Promise<void> {
    await show(reportUri(`${device.deviceId} ${action.replaceAll('/', ' ')}`, { ...device, requestId }));
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const name = nameIn(uri);
    const { actionReportText, problemsText } = await this.#texts();
    try {
      const { typeId, deviceId, requestId } = name;
      const { state, problems, actions } = await (await this.#platform.calls()).ask('device', { typeId, deviceId });
      if (requestId === undefined) return problemsText(state, problems);
      const report = actions.find((action) => action.requestId === requestId);
      return report === undefined ? vscode.l10n.t('The platform does not know this action any more.') : actionReportText(report);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #tell(): void {
    for (const { uri } of vscode.workspace.textDocuments)
      if (uri.scheme === scheme && this.#waiting.has(deviceKey(nameIn(uri)))) this.#changed.fire(uri);
    this.#waiting.clear();
  }
}

async function show(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

function reportUri(title: string, { typeId, deviceId, requestId }: ReportName): vscode.Uri {
  const query = JSON.stringify({ typeId, deviceId, ...(requestId === undefined ? {} : { requestId }) });
  return vscode.Uri.from({ scheme, path: `/${title}.txt`, query });
}

function nameIn(uri: vscode.Uri): ReportName {
  return JSON.parse(uri.query) as ReportName;
}
