import type { Page } from 'playwright-core';

/** Picks a command from the context menu that is open. Nothing is picked where the menu closes by itself within `patience` milliseconds. */
export async function pickFromMenu(page: Page, command: string, patience = 30_000): Promise<void> {
  const menu = page.locator('.monaco-menu');
  await menu.getByRole('menuitem', { name: command, exact: true }).hover({ timeout: patience });
  // A menu ignores clicks for a moment after it opened, but not the keyboard.
  await page.keyboard.press('Enter');
  await menu.first().waitFor({ state: 'hidden' });
}
