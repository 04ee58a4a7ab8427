import type { Locator, Page } from 'playwright-core';
import { until } from '../until.ts';
import { pickFromMenu } from './menu.ts';
import { Notifications } from './notifications.ts';

/** One row of a tree view, as it is on the screen. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** Name of the codicon; empty where there is none. */
  readonly icon: string;
  /** From 1. */
  readonly level: number;
  /** `undefined` where the row has no children. */
  readonly expanded: boolean | undefined;
}

/** A tree view of the side bar, named by its heading. */
export class TreeView {
  readonly #page: Page;
  readonly #name: string;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#name = name;
  }

  /** The whole section with its heading, title buttons and, when it is empty, its welcome text. */
  section(): Locator {
    const heading = this.#page.locator(`.pane-header[aria-label="${this.#name} Section"]`);
    return this.#page.locator('.pane').filter({ has: heading });
  }

  /** Presses a button of the section's title. */
  async pressTitle(button: string): Promise<void> {
    await this.section().locator('.pane-header').hover();
    await this.section().locator('.pane-header').getByRole('button', { name: button }).click();
  }

  /** What an empty view shows. */
  welcome(): Locator {
    return this.section().locator('.welcome-view-content');
  }

  /** Presses a button or a link of the welcome text. */
  async pressWelcome(button: string): Promise<void> {
    const welcome = this.welcome();
    await welcome
      .getByRole('button', { name: button })
      .or(welcome.getByRole('link', { name: button }))
      .click();
  }

  async rows(): Promise<TreeRow[]> {
    return this.#rows().evaluateAll((rows) =>
      rows.map((row) => {
        const icon = row.querySelector('.custom-view-tree-node-item-icon')?.className ?? '';
        return {
          label: row.querySelector('.label-name')?.textContent ?? '',
          description: row.querySelector('.label-description')?.textContent ?? '',
          icon: /\bcodicon-(?!colored)([\w-]+)/.exec(icon)?.[1] ?? '',
          level: Number(row.getAttribute('aria-level')),
          expanded: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : undefined,
        };
      }),
    );
  }

  /** The first row with this label and, when given, this in its description. Wait for it, or read it. */
  row(label: string | RegExp, description?: string | RegExp): Locator {
    const named = this.#rows().filter({ has: this.#page.locator('.label-name').getByText(label, { exact: true }) });
    const row =
      description === undefined ? named : named.filter({ has: this.#page.locator('.label-description', { hasText: description }) });
    return row.first();
  }

  async expand(label: string): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
  }

  /** Presses a row's inline button, named by its command's title. */
  async press(label: string, button: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.getByRole('button', { name: button, exact: true }).click();
  }

  /** Picks a command from a row's context menu; once more when VS Code was just drawing the row anew, and the notification says so. */
  async menu(label: string, command: string): Promise<void> {
    const item = this.#page.locator('.monaco-menu').getByRole('menuitem', { name: command, exact: true });
    // A row that is drawn anew just now opens no menu, or closes it at once.
    await until(`the menu of ${label} with ${command}`, async () => {
      await this.row(label).click({ button: 'right' });
      await item.waitFor({ timeout: 3_000 }).catch(() => undefined);
      const isPicked = (await item.isVisible()) && (await pickFromMenu(this.#page, command, 3_000).then(isSo, isNot));
      if (isPicked) return true;
      await this.#page.keyboard.press('Escape');
      return undefined;
    });
    const picked = {};
    lastPicked.set(this.#page, picked);
    // Whoever picks a command waits for what comes of it, so this goes on meanwhile.
    void this.#pickAgainWhenLost(label, command, picked).catch(() => undefined);
  }

  async #pickAgainWhenLost(label: string, command: string, picked: object): Promise<void> {
    const notifications = new Notifications(this.#page);
    await notifications.item(rowIsLost).waitFor({ timeout: 20_000 });
    if (lastPicked.get(this.#page) !== picked) return;
    await notifications.close(rowIsLost);
    await this.menu(label, command);
  }

  /** Picks a command from a row's context menu, and waits for what comes of it. */
  async menuFor(label: string, command: string, outcome: Locator): Promise<void> {
    await this.menu(label, command);
    await outcome.waitFor();
  }

  #rows(): Locator {
    return this.#page.getByRole('tree', { name: this.#name, exact: true }).locator('.monaco-list-row');
  }
}

const rowIsLost = 'The row was being drawn anew';

const isSo = (): boolean => true;
const isNot = (): boolean => false;

/** What was picked last on a page: only that is picked again. */
const lastPicked = new WeakMap<Page, object>();
