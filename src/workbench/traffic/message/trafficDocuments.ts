import * as vscode from 'vscode';
import type { BootTexts } from '../../../rpc/log/logStudies.ts';
import type { Engine } from '../../engine.ts';
import { comparedText } from './comparedText.ts';
import { loggedMessage, type RowPlace } from './loggedMessage.ts';

const scheme = 'wiotp-traffic';

/** What the address of a document says: which row, and what of it. */
interface DocumentName extends RowPlace {
  readonly part: 'payload' | keyof BootTexts;
}

/** Payloads and stretches of the log as documents that nobody can change, for VS Code's comparisons. Their addresses say where they come from. */
export class TrafficDocuments implements vscode.TextDocumentContentProvider {
  readonly #engine: Pick<Engine, 'calls'>;
  /** Both sides of a comparison come from one answer. */
  #last: { readonly key: string; readonly texts: Promise<BootTexts | undefined> } | undefined;

  constructor(engine: Pick<Engine, 'calls'>) {
    this.#engine = engine;
  }

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => uri.scheme === scheme && this.#forget(uri)),
    );
  }

  /** The payload of a message. */
  payload(title: string, { log, seq }: RowPlace): vscode.Uri {
    return documentUri(title, { log, seq, part: 'payload' });
  }

  /** One side of a comparison of boots. */
  boot(title: string, { log, seq }: RowPlace, part: keyof BootTexts): vscode.Uri {
    return documentUri(title, { log, seq, part });
  }

  /** The stretch of a row and the one before. */
  boots({ log, seq }: RowPlace): Promise<BootTexts | undefined> {
    const texts = this.#engine.calls().then((calls) => calls.ask('compareBoots', log, seq));
    this.#last = { key: keyOf({ log, seq }), texts };
    return texts;
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const { part, ...place } = JSON.parse(query) as DocumentName;
    try {
      if (part === 'payload') return comparedText((await loggedMessage(this.#engine, place)).payload);
      const known = this.#last?.key === keyOf(place) ? this.#last.texts : this.boots(place);
      return (await known)?.[part].text ?? vscode.l10n.t('This is no longer in the log.');
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Two boots can be large. Whoever asks for them again has them made again. */
  #forget({ query }: vscode.Uri): void {
    const { part, ...place } = JSON.parse(query) as DocumentName;
    if (part !== 'payload' && this.#last?.key === keyOf(place)) this.#last = undefined;
  }
}

function keyOf({ log, seq }: RowPlace): string {
  return `${log} ${seq}`;
}

function documentUri(title: string, name: DocumentName): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${title.replaceAll(/[/\\]/g, ' ')}`, query: JSON.stringify(name) });
}
