import type { Locator, Page } from 'playwright-core';

/** The modal question that is on the screen. */
export class Dialog {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for one that says this. */
  async says(text: string | RegExp): Promise<void> {
    await this.#box.getByText(text).waitFor();
  }

  async press(button: string): Promise<void> {
    await this.#box.getByRole('button', { name: button, exact: true }).click();
  }

  get #box(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }
}
