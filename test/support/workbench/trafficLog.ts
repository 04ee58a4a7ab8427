import type { FrameLocator, Locator, Page } from 'playwright-core';
import { until } from '../until.ts';
import { pickFromMenu } from './menu.ts';

/** One row of the traffic log as it is on the screen, by column. */
export interface ShownRow {
  readonly seq: number;
  readonly client: string;
  readonly direction: string;
  readonly kind: string;
  readonly topic: string;
  readonly result: string;
  readonly answer: string;
  readonly preview: string;
}

/** What a row must say to be the one looked for. */
export type RowText = Partial<Record<Exclude<keyof ShownRow, 'seq'>, string | RegExp>>;

/** *Device Traffic*, inside its webview. */
export class TrafficLog {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  /** The newest row on the screen that says all this. Wait for it, or read it. */
  row(text: RowText): Locator {
    return this.#rows(text).last();
  }

  /** Waits for a row that says all this, and reads it. */
  async read(text: RowText): Promise<ShownRow> {
    const row = this.row(text);
    await row.waitFor();
    return row.evaluate((element) => {
      const cell = (name: string): string => element.querySelector(`.cell.${name}`)?.textContent?.trim() ?? '';
      return {
        seq: Number((element as HTMLElement).dataset['seq']),
        client: cell('client'),
        direction: cell('direction'),
        kind: cell('kind'),
        topic: cell('topic'),
        result: cell('result'),
        answer: cell('answer'),
        preview: cell('preview'),
      };
    });
  }

  /** How many rows on the screen say all this. */
  async count(text: RowText): Promise<number> {
    await this.row(text).waitFor();
    return this.#rows(text).count();
  }

  /** Clicks the newest row that says all this, also where the list draws another one in its place meanwhile. */
  async click(text: RowText): Promise<void> {
    await until('a click on a row', async () => {
      await this.row(text).waitFor();
      return this.row(text)
        .click({ timeout: 3_000 })
        .then((): true => true, nothing);
    });
  }

  /** Opens the detail of the newest row that says all this. */
  async select(text: RowText): Promise<void> {
    await this.click(text);
    await this.detail().waitFor();
  }

  /** Goes to the oldest or, following it from then on, to the newest row. */
  async goTo(end: 'oldest' | 'newest'): Promise<void> {
    await this.press(end === 'oldest' ? 'Home' : 'End');
  }

  /** Presses a key in the list. */
  async press(key: string): Promise<void> {
    await this.#frame.locator('[role="grid"]').press(key);
  }

  /** Picks a command from the context menu of the newest row that says all this. VS Code draws the menu outside of the view. */
  async menu(text: RowText, page: Page, command: string): Promise<void> {
    const item = page.locator('.monaco-menu').getByRole('menuitem', { name: command, exact: true });
    // VS Code closes a menu when something else takes the focus, as an editor that is just opening does.
    await until(`the menu of a row with ${command}`, async () => {
      await this.row(text).click({ button: 'right', timeout: 3_000 }).catch(nothing);
      await item.waitFor({ timeout: 3_000 }).catch(nothing);
      const isPicked = (await item.isVisible()) && (await pickFromMenu(page, command, 3_000).then(isSo, isNot));
      if (isPicked) return true;
      await page.keyboard.press('Escape');
      return undefined;
    });
  }

  detail(): Locator {
    return this.#frame.locator('section.detail:not([hidden])');
  }

  /** The handle by which a column is resized, named by the column's title. */
  separator(title: string): Locator {
    return this.#frame.getByRole('separator', { name: `Width of ${title}`, exact: true });
  }

  /** The payload in the detail, as one of its views shows it. */
  async payloadAs(view: 'JSON' | 'Text' | 'Hex'): Promise<string> {
    await this.detail().getByRole('tab', { name: view }).click();
    const panel = this.detail().getByRole('tabpanel', { name: `Payload as ${view}` });
    // A panel that was just chosen measures itself before it draws its lines.
    return until(`the payload as ${view}`, async () => (await panel.innerText()) || undefined);
  }

  async closeDetail(): Promise<void> {
    await this.detail().press('Escape');
    await this.detail().waitFor({ state: 'hidden' });
  }

  /** Shows only what passes a filter; everything with an empty one. */
  async filter(text: string): Promise<void> {
    await this.field().fill(text);
    await this.field().press('Enter');
  }

  /** What is typed into the filter bar. */
  field(): Locator {
    return this.#frame.getByRole('combobox', { name: 'Filter' });
  }

  /** A button above the list, by how its name begins. */
  button(name: string): Locator {
    return this.head().getByRole('button', { name });
  }

  /** The selected row. */
  selected(): Locator {
    return this.#frame.locator('.row[aria-selected="true"]:not([hidden])');
  }

  /** The text above the list: counters and notices. */
  head(): Locator {
    return this.#frame.locator('header');
  }

  #rows(text: RowText): Locator {
    let rows = this.#frame.locator('.row:not([hidden])');
    for (const [column, wanted] of Object.entries(text))
      rows = rows.filter({ has: this.#frame.locator(`.cell.${column}`, { hasText: wanted }) });
    return rows;
  }
}

const isSo = (): boolean => true;
const isNot = (): boolean => false;
const nothing = (): undefined => undefined;
