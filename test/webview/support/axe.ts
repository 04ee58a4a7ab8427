import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { projectPath } from '../../support/projectPaths.ts';

/**
 * Rules about whole documents, because the page of a webview is a part of VS Code's; and the one that wants a stop for the keyboard
 * on everything that scrolls, because the list scrolls by the keys of the grid around it, which has the focus.
 */
const left = ['page-has-heading-one', 'region', 'landmark-one-main', 'bypass', 'scrollable-region-focusable'];

/** What axe-core finds wrong with a page that is serious or critical, as texts. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  // Evaluated from outside, it is not subject to the security policy of the page.
  await page.evaluate(await readFile(projectPath('node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  const rules = Object.fromEntries(left.map((rule) => [rule, { enabled: false }]));
  const { violations } = (await page.evaluate(`axe.run(document, { rules: ${JSON.stringify(rules)} })`)) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary ?? ''}`));
}
