import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { projectPath } from '../../support/projectPaths.ts';

/** What axe-core finds wrong with a page that is serious or critical, as lines. */
export async function axeProblems(page: Page): Promise<readonly string[]> {
  // Evaluated, not added: the page's policy lets no other script in.
  await page.evaluate(await readFile(projectPath('node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
}
