import type { Locator, Page } from 'playwright-core';
import type { QuickInput } from './quickInput.ts';

/** The editors, and what VS Code shows about the text in them. */
export class EditorArea {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  /** Opens a file of the workspace by its name. */
  async open(name: string): Promise<void> {
    await this.#quickInput.open('ControlOrMeta+P');
    await this.#quickInput.type(name);
    await this.#quickInput.pick(name);
    await this.#quickInput.closed();
    await this.tab(name).waitFor();
    await this.#lines().first().waitFor();
  }

  /** The tab of an open file. */
  tab(name: string): Locator {
    return this.#page.locator('.tabs-container .tab.active').filter({ hasText: name });
  }

  /** A piece of the text that is on the screen. */
  text(text: string): Locator {
    return this.#lines().getByText(text).first();
  }

  /** Puts the cursor to the end of a piece of text. */
  async goTo(text: string): Promise<void> {
    const box = await this.text(text).boundingBox();
    if (box === null) throw new Error(`"${text}" is not on the screen`);
    await this.#page.mouse.click(box.x + box.width - 1, box.y + box.height / 2);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Saves and waits until the file has no changes. */
  async save(): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+S');
    await this.#page.locator('.tabs-container .tab.active:not(.dirty)').waitFor();
  }

  /** What VS Code shows while the mouse rests on a piece of text. */
  async hover(text: string): Promise<string> {
    await this.text(text).hover();
    const hover = this.#page.locator('.monaco-hover:not(.hidden) .hover-contents');
    await hover.first().waitFor();
    return (await hover.allTextContents()).join('\n');
  }

  /** The titles of the quick fixes where the cursor is; leaves the menu open. */
  async quickFixes(): Promise<string[]> {
    await this.#page.keyboard.press('ControlOrMeta+.');
    const actions = this.#actions();
    await actions.first().waitFor();
    return actions.allTextContents();
  }

  /** Applies a quick fix where the cursor is. */
  async fix(title: string): Promise<void> {
    await this.quickFixes();
    await this.#actions().filter({ hasText: title }).first().click();
  }

  /** The suggestions where the cursor is; leaves the list open. */
  async completions(): Promise<string[]> {
    await this.#page.keyboard.press('Control+Space');
    const labels = this.#page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await labels.first().waitFor();
    return labels.allTextContents();
  }

  /** A command above a line of the text. */
  lens(title: string): Locator {
    return this.#page.locator('.editor-group-container.active .codelens-decoration a').filter({ hasText: title }).first();
  }

  /** Runs a command above the line of the cursor, with the keyboard. */
  async runLens(title: string): Promise<void> {
    await this.lens(title).waitFor();
    await this.#quickInput.runCommand('Show CodeLens Commands for Current Line');
    await this.#quickInput.type(title);
    await this.#quickInput.accept();
  }

  /** What the language status says about the document in the active editor, one text per row. */
  async languageStatus(): Promise<string[]> {
    await this.#page.locator('.statusbar-item[id="status.languageStatus"]').click();
    const rows = this.#page.locator('.hover-language-status');
    await rows.first().waitFor();
    const texts = await rows.allInnerTexts();
    // Wherever the focus is, it leaves the list.
    await this.#page.locator('.editor-group-container.active .tab.active').click();
    await rows.first().waitFor({ state: 'hidden' });
    return texts.map((text) => text.replaceAll(/\s+/g, ' '));
  }

  #lines(): Locator {
    return this.#page.locator('.editor-group-container.active .editor-instance .view-lines');
  }

  #actions(): Locator {
    return this.#page.locator('.action-widget .monaco-list-row.action');
  }
}
