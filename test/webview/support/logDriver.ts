import type { Locator, Page } from 'playwright-core';
import type { FakeHost } from './fakeHost.ts';

/** A reader in front of the log view: where things are, and the host behind it. */
export class LogDriver {
  readonly page: Page;
  readonly grid: Locator;
  readonly scroller: Locator;
  readonly detail: Locator;
  readonly newRows: Locator;
  readonly followButton: Locator;
  readonly alert: Locator;
  readonly filter: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid');
    this.scroller = page.locator('.scroller');
    this.detail = page.getByRole('region', { name: 'Message detail' });
    this.newRows = page.getByRole('button', { name: / new$/ });
    this.followButton = page.getByRole('button', { name: 'Follow' });
    this.alert = page.getByRole('alert');
    this.filter = page.getByRole('combobox', { name: 'Filter' });
  }

  /** The row of a message, while it is on screen. */
  row(seq: number): Locator {
    return this.page.locator(`#row-${seq}`);
  }

  /** The text of a cell of a row. */
  cell(seq: number, column: string): Locator {
    return this.row(seq).locator(`.${column}`);
  }

  /** Waits until a row is there with its content, and wholly on screen. */
  async sees(seq: number): Promise<void> {
    await this.page.waitForFunction((id) => {
      const row = document.getElementById(id);
      if (row === null || row.hidden || row.querySelector('.time')?.textContent === '') return false;
      const box = row.getBoundingClientRect();
      const view = document.querySelector('.scroller')?.getBoundingClientRect() ?? new DOMRect();
      return box.top >= view.top - 0.5 && box.bottom <= view.bottom + 0.5;
    }, `row-${seq}`);
  }

  /** The sequence numbers on screen, in the order of the document. */
  async shown(): Promise<number[]> {
    return this.page.locator('.row:not([hidden])').evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['seq'])));
  }

  /** Does something to the fake host, or asks it. */
  host<A, R>(act: (host: FakeHost, arg: A) => R, arg?: A): Promise<R> {
    return this.page.evaluate(`(${String(act)})(globalThis.fakeHost, ${JSON.stringify(arg)})`);
  }

  /** Puts the scrollbar somewhere, as dragging it does: 0 is the beginning, 1 the end. */
  async scrollTo(part: number): Promise<void> {
    await this.scroller.evaluate(
      (scroller, part) => void (scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight)),
      part,
    );
  }

  /** Turns the wheel over the list. */
  async wheel(pixels: number): Promise<void> {
    await this.scroller.hover();
    await this.page.mouse.wheel(0, pixels);
  }
}
