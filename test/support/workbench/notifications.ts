import type { Locator, Page } from 'playwright-core';
import { until } from '../until.ts';

/** A notification at the lower right edge. */
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly buttons: readonly string[];
}

/** The notifications that are on the screen. VS Code shows none where the smoke test driver is on. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for a notification that says this, and reads it. */
  async read(text: string | RegExp): Promise<Notice> {
    const item = this.item(text);
    await item.waitFor();
    return item.evaluate((element) => {
      const icon = element.querySelector('.notification-list-item-icon')?.className ?? '';
      return {
        severity: (/codicon-(info|warning|error)/.exec(icon)?.[1] ?? 'info') as 'info' | 'warning' | 'error',
        message: element.querySelector('.notification-list-item-message')?.textContent ?? '',
        buttons: [...element.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map(
          ({ textContent }) => textContent ?? '',
        ),
      };
    });
  }

  /** Presses a button of the notification that says this. Of those that come within a second VS Code shows only three, and keeps the others behind its bell. */
  async press(text: string | RegExp, button: string): Promise<void> {
    const within = { timeout: 3_000 };
    const named = { name: button, exact: true } as const;
    const centre = this.#page.locator('.notifications-center.visible');
    const kept = centre.locator('.notification-list-item').filter({ hasText: text }).first();
    await until(`${button} of the notification that says ${text}`, async () => {
      const shown = this.item(text).or(kept);
      try {
        await shown.waitFor(within);
        await shown.getByRole('button', named).click(within);
        return true;
      } catch {
        await this.#page.locator('.statusbar [id="status.notifications"]').click();
        return undefined;
      }
    });
    if (await centre.isVisible()) await this.#page.keyboard.press('Escape');
  }

  /** Closes the notification that says this. */
  async close(text: string | RegExp): Promise<void> {
    const item = this.item(text);
    await item.hover();
    await item.getByRole('button', { name: /^Clear Notification/ }).click();
    await item.waitFor({ state: 'hidden' });
  }

  /** A notification that says this. */
  item(text: string | RegExp): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
  }
}
