import * as vscode from 'vscode';

/** What a step of a {@link wizard} gives back besides its answer. */
export const back = Symbol('back');
/** The user left without an answer. */
export const cancelled = Symbol('cancelled');

/** Where a step stands, for its title and its back button. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly steps: number;
  /** There is something to go back to although this is the first step. */
  readonly hasBefore?: boolean;
}

export type Outcome<T> = T | typeof back | typeof cancelled;

/** One question. Asked again with what was answered before when the user comes back to it. */
export type Step<A> = (answers: A, place: Place) => Promise<Outcome<A>>;

/**
 * Asks step by step, with a way back. Each step gets what was answered so far, also by itself when the user comes back
 * to it, and returns it with its own answer in place. Which steps there are may depend on the answers; those before a step must
 * not depend on its own answer. `undefined` when the user left.
 */
export async function wizard<A>(
  title: string,
  first: A,
  steps: readonly Step<A>[] | ((answers: A) => readonly Step<A>[]),
): Promise<A | undefined> {
  let answers = first;
  for (let at = 0; ;) {
    const all = typeof steps === 'function' ? steps(answers) : steps;
    if (at >= all.length) break;
    const outcome = await all[at]?.(answers, { title, step: at + 1, steps: all.length });
    if (outcome === cancelled || outcome === undefined) return undefined;
    if (outcome === back) at = Math.max(0, at - 1);
    else {
      answers = outcome;
      at++;
    }
  }
  return answers;
}

/** Turns the answer to one question into the answers with it; leaving and going back pass through. */
export async function extend<T extends string | number | object, A>(
  question: Promise<Outcome<T>>,
  into: (answer: T) => A,
): Promise<Outcome<A>> {
  const outcome = await question;
  return typeof outcome === 'symbol' ? outcome : into(outcome);
}

/** Asks a question that stands alone. `undefined` when the user left. */
export async function askAlone<T>(title: string, ask: (place: Place) => Promise<Outcome<T>>): Promise<T | undefined> {
  const outcome = await ask({ title, step: 1, steps: 1 });
  return outcome === back || outcome === cancelled ? undefined : outcome;
}

/** A line of text to ask for. */
export interface TextQuestion {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** The reason why a text is refused, as a sentence. Checked while typing. */
  readonly check: (text: string) => string | undefined;
  /** What should be known about a text that is accepted all the same, as a sentence. Told while typing. */
  readonly warn?: (text: string) => string | undefined;
}

/** Asks for a line of text; survives a loss of focus. */
export function askText(place: Place, question: TextQuestion): Promise<Outcome<string>> {
  const input = vscode.window.createInputBox();
  const { prompt, value = '', placeholder, password = false, check, warn } = question;
  Object.assign(input, { prompt, value, password, placeholder });
  dress(input, place);
  const validate = (): string | undefined => {
    const refused = check(input.value);
    input.validationMessage = refused ?? warning(warn?.(input.value));
    return refused;
  };
  return new Promise((resolve) => {
    input.onDidChangeValue(validate);
    input.onDidAccept(() => {
      if (validate() === undefined) finish(input, resolve, input.value);
    });
    leaveWith(input, resolve);
    input.show();
  });
}

function warning(message: string | undefined): vscode.InputBoxValidationMessage | undefined {
  return message === undefined ? undefined : { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

/** One entry of a list to choose from. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** A list to choose from; with `typed`, any text that is not in the list can be given too. */
export interface ListQuestion<T> {
  readonly placeholder: string;
  /** Entries without a value are headings or cannot be chosen. */
  readonly choices: readonly (Choice<T> | vscode.QuickPickItem)[];
  /** The entry that Enter takes at once; the first without it. */
  readonly active?: number;
  /** Buttons beside the title, which are there however far the list is scrolled; they give their value. */
  readonly buttons?: readonly (vscode.QuickInputButton & { readonly value: T })[];
  /** Turns a typed text into an entry, or says as `detail` why it is refused. */
  readonly typed?: (text: string) => Choice<T> | { readonly refused: string };
}

/** Asks to choose from a list; the first entry is the usual one. */
export function askChoice<T>(place: Place, question: ListQuestion<T>): Promise<Outcome<T>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { value?: T }>();
  const { placeholder, choices, active, typed, buttons = [] } = question;
  pick.placeholder = placeholder;
  pick.items = choices;
  pick.matchOnDescription = true;
  const first = active === undefined ? undefined : choices[active];
  if (first !== undefined) pick.activeItems = [first];
  dress(pick, place);
  pick.buttons = [...pick.buttons, ...buttons];
  return new Promise((resolve) => {
    pick.onDidTriggerButton((pressed) => {
      const own = buttons.find((button) => button === pressed);
      if (own !== undefined) finish(pick, resolve, own.value);
    });
    pick.onDidChangeValue((text) => {
      if (typed === undefined) return;
      pick.items = text === '' || choices.some(({ label }) => label === text) ? choices : [...choices, typedItem(typed(text), text)];
    });
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen !== undefined && 'value' in chosen) finish(pick, resolve, chosen.value);
    });
    leaveWith(pick, resolve);
    pick.show();
  });
}

function typedItem<T>(item: Choice<T> | { readonly refused: string }, text: string): vscode.QuickPickItem & { value?: T } {
  return 'refused' in item ? { label: text, detail: `$(error) ${item.refused}`, alwaysShow: true } : { ...item, alwaysShow: true };
}

function dress(input: vscode.QuickInput, { title, step, steps, hasBefore }: Place): void {
  input.title = title;
  input.ignoreFocusOut = true;
  if (steps > 1) Object.assign(input, { step, totalSteps: steps });
  if (step > 1 || hasBefore === true) (input as vscode.InputBox).buttons = [vscode.QuickInputButtons.Back];
}

function finish<T>(input: vscode.QuickInput, resolve: (outcome: Outcome<T>) => void, outcome: Outcome<T>): void {
  resolve(outcome);
  input.dispose();
}

function leaveWith<T>(input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>, resolve: (outcome: Outcome<T>) => void): void {
  input.onDidTriggerButton((button) => {
    if (button === vscode.QuickInputButtons.Back) finish(input, resolve, back);
  });
  input.onDidHide(() => finish(input, resolve, cancelled));
}
