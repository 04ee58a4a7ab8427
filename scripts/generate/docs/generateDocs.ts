import { filterPage } from './filterPage.ts';
import { messagesPage } from './messagesPage.ts';
import { rulesPage } from './rulesPage.ts';

/** The pages of docs/ that are made from tables in the source: path and content of each. */
export function generateDocs(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/filter.md', filterPage()],
    ['docs/messages.md', messagesPage()],
    ['docs/rules.md', rulesPage()],
  ]);
}
