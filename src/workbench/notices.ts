import * as vscode from 'vscode';
import { isRefusal, refusalText } from '../wiotp/refusal.ts';
import { isBadSetting } from './embeddedPlatform/badSetting.ts';

/** A button of a notification. */
export interface NoticeAction {
  readonly title: string;
  run(): unknown;
}

/**
 * Tells people what went wrong: refusals with their advice, and everything else as a defect of ours that is
 * logged whole. Waits for the notification to be answered only when the caller awaits it.
 */
export class Notices {
  readonly #log: vscode.LogOutputChannel;
  /** What is told of whom, and was not closed yet. */
  readonly #open = new Map<string, string>();

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** Shows an error that ended `what`, such as a command's title. */
  async error(what: string, error: unknown, ...actions: readonly NoticeAction[]): Promise<void> {
    if (isRefusal(error)) {
      this.#log.warn(plain(`${what}: ${error.message}`), error.rule, error.code ?? '', causeOf(error));
      await this.#offer(vscode.window.showErrorMessage, refusalText(error), [...actions, ...settingActions(error)]);
      return;
    }
    this.#log.error(what, error instanceof Error ? error : String(error), causeOf(error));
    const text = `${what} failed: ${error instanceof Error ? error.message : String(error)}`;
    await this.#offer(vscode.window.showErrorMessage, text, [
      ...actions,
      { title: vscode.l10n.t('Show Log'), run: () => this.#log.show() },
    ]);
  }

  async warn(text: string, ...actions: readonly NoticeAction[]): Promise<void> {
    this.#log.warn(plain(text));
    await this.#offer(vscode.window.showWarningMessage, text, actions);
  }

  async inform(text: string, ...actions: readonly NoticeAction[]): Promise<void> {
    this.#log.info(plain(text));
    await this.#offer(vscode.window.showInformationMessage, text, actions);
  }

  /**
   * Tells why something is wrong with `whom`, unless just that is told already and nobody has closed it: VS Code cannot take a
   * notification back.
   */
  async once(whom: string, cause: string, tell: () => Promise<void>): Promise<void> {
    if (this.#open.get(whom) === cause) return;
    this.#open.set(whom, cause);
    try {
      await tell();
    } finally {
      if (this.#open.get(whom) === cause) this.#open.delete(whom);
    }
  }

  /** Nothing is wrong with `whom` any more: what goes wrong from now on is told, even if it is the same. */
  settled(whom: string): void {
    this.#open.delete(whom);
  }

  /** Shows a success for a few seconds where it disturbs nobody. */
  done(text: string): void {
    this.#log.info(plain(text));
    vscode.window.setStatusBarMessage(`$(check) ${plain(text)}`, 5000);
  }

  /** Shows a notification, and runs what is chosen; when that fails, it is told in turn. */
  async #offer(show: Show, text: string, actions: readonly NoticeAction[]): Promise<void> {
    const chosen = await show(plain(text), ...actions.map(({ title }) => title));
    const action = actions.find(({ title }) => title === chosen);
    try {
      await action?.run();
    } catch (error) {
      void this.error(action?.title ?? '', error);
    }
  }
}

/** A setting with a bad value is put right in the settings. */
function settingActions(error: unknown): readonly NoticeAction[] {
  if (!isBadSetting(error)) return [];
  const open = (): unknown => vscode.commands.executeCommand('workbench.action.openSettings', error.setting);
  return [{ title: vscode.l10n.t('Open Settings'), run: open }];
}

type Show = (text: string, ...items: string[]) => Thenable<string | undefined>;

/** Texts can hold what came over the wire: no line breaks that forge a log line, and no links that run commands. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').replaceAll('](', '] (');
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? (cause.stack ?? cause.message) : '';
}
