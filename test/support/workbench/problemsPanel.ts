import type { Locator, Page } from 'playwright-core';
import type { QuickInput } from './quickInput.ts';

/** One row of the Problems panel. */
export interface ShownProblem {
  readonly severity: string;
  readonly message: string;
  readonly source: string;
  readonly code: string;
  /** As shown: `[Ln 3, Col 17]`. */
  readonly position: string;
}

/** VS Code's Problems panel. */
export class ProblemsPanel {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  async show(): Promise<void> {
    await this.#quickInput.runCommand('Problems: Focus on Problems View');
    await this.#page.locator('.markers-panel').waitFor();
  }

  /** The row of a problem that says this. The panel must be shown. */
  row(text: string | RegExp): Locator {
    return this.#rows().filter({ hasText: text }).first();
  }

  /** The problems on the screen. The panel must be shown. */
  async read(): Promise<ShownProblem[]> {
    return this.#rows().evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string): string => row.querySelector(selector)?.textContent ?? '';
        return {
          severity: /codicon-(error|warning|info)/.exec(row.querySelector('.marker-icon .codicon')?.className ?? '')?.[1] ?? '',
          message: text('.marker-message'),
          source: text('.marker-source'),
          code: text('.marker-code'),
          position: text('.marker-line'),
        };
      }),
    );
  }

  #rows(): Locator {
    return this.#page.locator('.markers-panel .monaco-list-row').filter({ has: this.#page.locator('.marker-message') });
  }
}
