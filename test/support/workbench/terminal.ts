import type { Locator } from 'playwright-core';
import type { Workbench } from '../workbench.ts';

/** Settings with which the text of a terminal can be read from the page, and stays there when another extension starts late. */
export const readableTerminal = {
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.environmentChangesRelaunch': false,
};

/** One of VS Code's own terminals, with the user's shell. */
export class Terminal {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  async open(): Promise<void> {
    await this.#workbench.run('Terminal: Create New Terminal');
    // VS Code's part of the shell draws the prompt anew when it begins, and marks it then.
    await this.#workbench.page.locator('.terminal-wrapper.active .terminal-command-decoration').first().waitFor();
  }

  /** Has the shell run a command, and waits until a line of what that writes is there. */
  async run(command: string, written: string): Promise<void> {
    const input = this.#workbench.page.locator('.terminal-wrapper.active textarea.xterm-helper-textarea');
    await input.pressSequentially(`${command}\n`);
    await this.#lines().filter({ hasText: written }).first().waitFor();
  }

  /** What VS Code says of a link while the mouse rests on it. */
  async hover(link: string): Promise<string> {
    const hover = this.#workbench.page.locator('.workbench-hover:visible');
    await this.#workbench.page.mouse.move(0, 0);
    await hover.first().waitFor({ state: 'hidden' });
    await this.#pointAt(link);
    await hover.first().waitFor();
    return (await hover.allTextContents()).join('\n');
  }

  /** Follows the last link with this text. */
  async follow(link: string): Promise<void> {
    const { page } = this.#workbench;
    await this.hover(link);
    await page.keyboard.down('Control');
    try {
      await page.mouse.down();
      await page.mouse.up();
    } finally {
      await page.keyboard.up('Control');
    }
  }

  /** Moves the mouse over a piece of text, which a terminal looks at only when the mouse comes from elsewhere. */
  async #pointAt(text: string): Promise<void> {
    const { mouse } = this.#workbench.page;
    const line = this.#lines().filter({ hasText: text }).last();
    const { x, y } = await line.evaluate((element, text) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(text) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + text.length);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      throw new Error(`"${text}" is cut by the terminal's colours`);
    }, text);
    await mouse.move(x, y + 60);
    await mouse.move(x, y, { steps: 5 });
  }

  #lines(): Locator {
    return this.#workbench.page.locator('.terminal-wrapper.active .xterm-rows > div');
  }
}
