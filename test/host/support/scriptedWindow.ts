import type { TestContext } from 'node:test';
import * as vscode from 'vscode';

/** What is given to a question: the label of a choice or button, a text, a file, the way back; or leaving it without an answer. */
export type ScriptedAnswer = string | vscode.Uri | typeof goBack | PressedButton | undefined;

/** Presses a button beside the title of a list, named by its tooltip. */
export interface PressedButton {
  readonly press: string;
}

/** Presses the back button. */
export const goBack = Symbol('back');

/** VS Code's questions, answered in order by a script, and what it showed meanwhile. */
export class ScriptedWindow {
  /** What was asked or shown: titles with placeholder or prompt, and texts of notifications and dialogs. */
  readonly shown: string[] = [];
  /** What is told about the text of the last input, although it is accepted. */
  warned: string | undefined;
  /** The choices of the last list. */
  choices: readonly vscode.QuickPickItem[] = [];
  /** The buttons of the last notification. */
  buttons: readonly string[] = [];
  readonly #answers: ScriptedAnswer[];

  constructor({ mock }: TestContext, answers: readonly ScriptedAnswer[] = []) {
    this.#answers = [...answers];
    const { window } = vscode;
    mock.method(window, 'createQuickPick', () => this.#list());
    mock.method(window, 'createInputBox', () => this.#input());
    mock.method(window, 'showSaveDialog', async () => this.#answers.shift());
    mock.method(window, 'showOpenDialog', async () => [this.#answers.shift()].filter((file) => file !== undefined));
    mock.method(window, 'setStatusBarMessage', (text: string) => void this.shown.push(text));
    for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const) {
      mock.method(window, name, async (text: string, ...rest: readonly (string | vscode.MessageOptions)[]) => this.#message(text, rest));
    }
  }

  /** Answers that no question was asked for. */
  get left(): readonly ScriptedAnswer[] {
    return this.#answers;
  }

  /** Only a modal question takes an answer; a notification is left alone. */
  #message(text: string, [first, ...items]: readonly (string | vscode.MessageOptions)[]): ScriptedAnswer {
    if (typeof first !== 'object') {
      this.shown.push(text);
      this.buttons = [first, ...items].filter((item) => typeof item === 'string');
      return undefined;
    }
    this.shown.push([text, first.detail].filter((part) => part !== undefined).join('\n'));
    const answer = this.#answers.shift();
    if (answer !== undefined && !items.some((item) => item === answer)) throw new Error(`"${text}" has no button "${nameOf(answer)}"`);
    return answer;
  }

  #list() {
    const listening = new Listening();
    const list = {
      ...listening.events,
      title: '',
      placeholder: '',
      buttons: [] as readonly vscode.QuickInputButton[],
      items: [] as readonly vscode.QuickPickItem[],
      selectedItems: [] as readonly vscode.QuickPickItem[],
      show: () => {
        this.shown.push(`${list.title}: ${list.placeholder}`);
        this.choices = list.items;
        const answer = this.#answers.shift();
        if (answer === goBack) return listening.press(vscode.QuickInputButtons.Back);
        if (isPressed(answer)) return listening.press(list.buttons.find(({ tooltip }) => tooltip === answer.press));
        const listed = list.items.find(({ label }) => label.replace(/^\$\(\S+\) /, '') === answer);
        if (listed === undefined && typeof answer === 'string') listening.type(answer);
        const item = listed ?? list.items.find((added) => !this.choices.includes(added));
        if (answer !== undefined && item === undefined) throw new Error(`"${list.placeholder}" has no "${nameOf(answer)}"`);
        list.selectedItems = item === undefined ? [] : [item];
        listening.end(answer !== undefined);
      },
    };
    return list;
  }

  #input() {
    const listening = new Listening();
    const input = {
      ...listening.events,
      title: '',
      prompt: '',
      value: '',
      validationMessage: undefined as string | vscode.InputBoxValidationMessage | undefined,
      show: () => {
        this.shown.push(`${input.title}: ${input.prompt}`);
        const answer = this.#answers.shift();
        if (answer === goBack) return listening.press(vscode.QuickInputButtons.Back);
        if (typeof answer === 'string') input.value = answer;
        listening.end(answer !== undefined);
        const { validationMessage: told } = input;
        if (typeof told === 'string') throw new Error(`"${nameOf(answer)}" is refused: ${told}`);
        this.warned = told?.message;
      },
    };
    return input;
  }
}

function isPressed(answer: ScriptedAnswer): answer is PressedButton {
  return typeof answer === 'object' && 'press' in answer;
}

function nameOf(answer: ScriptedAnswer): string {
  return isPressed(answer) ? answer.press : String(answer);
}

/** Who waits for the end of a question. */
class Listening {
  readonly #accepted: (() => void)[] = [];
  readonly #hidden: (() => void)[] = [];
  readonly #pressed: ((button: vscode.QuickInputButton) => void)[] = [];
  readonly #typed: ((text: string) => void)[] = [];
  readonly events = {
    onDidAccept: (run: () => void) => void this.#accepted.push(run),
    onDidHide: (run: () => void) => void this.#hidden.push(run),
    onDidTriggerButton: (run: (button: vscode.QuickInputButton) => void) => void this.#pressed.push(run),
    onDidChangeValue: (run: (text: string) => void) => void this.#typed.push(run),
    dispose: () => undefined,
  };

  press(button: vscode.QuickInputButton | undefined): void {
    if (button === undefined) throw new Error('there is no such button');
    for (const run of this.#pressed) run(button);
  }

  type(text: string): void {
    for (const run of this.#typed) run(text);
  }

  end(isAccepted: boolean): void {
    for (const run of isAccepted ? this.#accepted : this.#hidden) run();
  }
}
