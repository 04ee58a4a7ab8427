import type { Page } from 'playwright-core';

/** Picks a command from the context menu that is open. */
export async function pickFromMenu(page: Page, command: string): Promise<void> {
  const menu = page.locator('.monaco-menu');
  await menu.getByRole('menuitem', { name: command, exact: true }).hover();
  // A menu ignores clicks for a moment after it opened, but not the keyboard.
  await page.keyboard.press('Enter');
  await menu.first().waitFor({ state: 'hidden' });
}
