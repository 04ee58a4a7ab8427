import { answeredBy } from '../../../src/assist/snippets/kindGroups.ts';
import { sentence } from '../../../src/assist/markdown.ts';
import type { CatalogKind } from '../../../src/wiotp/catalog.ts';
import { returnCodeMeaning } from '../../../src/wiotp/returnCodes.ts';

/**
 * What an rc says in a message that answers others, with the requests for which it says so:
 * `The device is managed now (Manage request). Done (Unmanage request, Location update).`
 */
export function returnCodeText(kind: CatalogKind, rc: number): string {
  const answered = answeredBy(kind);
  const titles = new Map<string, string[]>();
  for (const { title, answer } of answered) {
    const meaning = answer?.codes.find((code) => code.rc === rc)?.meaning;
    if (meaning !== undefined) titles.set(meaning, [...(titles.get(meaning) ?? []), title]);
  }
  if (titles.size === 0) return sentence(returnCodeMeaning(rc));
  return [...titles]
    .map(([meaning, of]) => sentence(`${meaning} (${of.length === answered.length ? 'any request' : of.join(', ')})`))
    .join(' ');
}
