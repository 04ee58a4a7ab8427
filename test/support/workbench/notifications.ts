import type { Locator, Page } from 'playwright-core';

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

  /** Presses a button of the notification that says this. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.item(text).getByRole('button', { name: button, exact: true }).click();
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
