import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from '../until.ts';

/** One row of a quick pick, as it is on the screen. */
export interface QuickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The box in the middle of the top edge: the command palette, quick picks and input boxes. */
export class QuickInput {
  readonly #page: Page;
  readonly #box: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#box = page.locator('.quick-input-widget');
  }

  /** Waits until a pick or an input with this title is open. */
  async step(title: string): Promise<void> {
    await this.title(title).waitFor();
  }

  /** The title of the pick or input that is open. */
  title(text: string): Locator {
    return this.#box.locator('.quick-input-title', { hasText: text });
  }

  /** Opens the box with a key; pressed again when VS Code did not hear it, because the focus was just moving. */
  async open(key: string): Promise<void> {
    await until(`${key} to open the quick input`, async () => {
      await this.#page.keyboard.press(key);
      return this.#field()
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => undefined,
        );
    });
  }

  async closed(): Promise<void> {
    await this.#box.waitFor({ state: 'hidden' });
  }

  /**
   * Runs a command by its title, such as `Device Workbench: Connect`, from the command palette.
   * @throws Error when the palette does not offer it, because it is unknown or not enabled.
   */
  async runCommand(title: string): Promise<void> {
    const row = this.row(title);
    const within = { timeout: 3_000 };
    await until(`the command "${title}" in the palette`, async () => {
      await this.open('F1');
      try {
        // The palette closes by itself when an editor or a view that is just opening takes the focus.
        await this.#field().fill(`>${title}`, within);
        await row.waitFor(within);
        await row.click(within);
        return true;
      } catch {
        // It does not grow while it is open, so it is opened again for a command that comes late.
        await this.#page.keyboard.press('Escape');
        return undefined;
      }
    });
  }

  /** The rows that are on the screen; a long list shows only its beginning. */
  async items(): Promise<QuickItem[]> {
    await this.#rows().first().waitFor();
    return this.#rows().evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string): string => row.querySelector(selector)?.textContent ?? '';
        const [first, second] = ['.quick-input-list-row:nth-child(1) ', '.quick-input-list-row:nth-child(2) '];
        return {
          label: text(`${first}.label-name`),
          description: text(`${first}.label-description`),
          detail: text(`${second}.label-name`),
        };
      }),
    );
  }

  /** Picks the row with this label. */
  async pick(label: string): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    await until(`a click on ${label}`, async () => {
      try {
        await row.click({ timeout: 3_000 });
        return true;
      } catch {
        // What VS Code tells of the row under the mouse may lie over it.
        await this.#page.mouse.move(0, 0);
        return undefined;
      }
    });
  }

  /** Replaces what is typed in the box. */
  async type(text: string): Promise<void> {
    await this.#field().fill(text);
  }

  /** Answers VS Code's own question for a file to write to with a path. */
  async saveAs(file: string): Promise<void> {
    // When it knows the folder it lists it, and puts the path that it proposes over whatever was typed before.
    await until('a proposed path', async () => ((await this.typed()).includes(path.sep) ? true : undefined));
    await this.row('..').waitFor();
    await this.type(file);
    await this.accept();
  }

  async typed(): Promise<string> {
    return this.#field().inputValue();
  }

  /** The prompt of an input box or, when there is one, its validation message. */
  async message(): Promise<string> {
    const message = this.#box.locator('.quick-input-message');
    await message.waitFor();
    return (await message.textContent()) ?? '';
  }

  /** Waits until the validation message says this. */
  async refusal(text: string | RegExp): Promise<string> {
    await this.#box.locator('.monaco-inputbox.error').waitFor();
    await this.#box.locator('.quick-input-message', { hasText: text }).waitFor();
    return this.message();
  }

  async accept(): Promise<void> {
    await this.#field().press('Enter');
  }

  async back(): Promise<void> {
    await this.#box.getByRole('button', { name: 'Back' }).click();
  }

  async cancel(): Promise<void> {
    await this.#field().press('Escape');
    await this.closed();
  }

  #field(): Locator {
    return this.#box.locator('input.input');
  }

  /** The row with this label. */
  row(label: string): Locator {
    const name = this.#page.locator('.quick-input-list-row:first-child .label-name').getByText(label, { exact: true });
    return this.#rows().filter({ has: name }).first();
  }

  #rows(): Locator {
    return this.#box.locator('.quick-input-list .monaco-list-row');
  }
}
