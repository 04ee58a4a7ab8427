import { consequence } from '../consequence.ts';
import { at, replaceWith } from '../finding.ts';
import { pathText, quoted } from '../wording.ts';
import type { Issue, Translate } from './schema/issue.ts';

/** The members of `supports` in a Manage request: their names and values [D-dm, D-cus, EC]. */
export const supports: Translate = (issue) => {
  if (issue.kind.name !== 'dm.manage' || issue.path[1] !== 'supports') return undefined;
  if (issue.keyword === 'additionalProperties') return impossibleName(issue);
  return issue.keyword === 'type' && (issue.value === 0 || issue.value === 1) ? number(issue, issue.value) : undefined;
};

function impossibleName(issue: Issue) {
  const { path, params } = issue;
  const name = String(params['additionalProperty']);
  return {
    rule: 'dm/supports-name',
    message:
      `${quoted(name)} cannot be the bundle ID of an extension: 1 to 255 letters, digits, ".", "_" and "-" are allowed. ` +
      `${consequence(issue)} Use the bundle ID of the extension.`,
    place: { path: [...path, name], part: 'key' },
  } as const;
}

function number({ path }: Issue, value: 0 | 1) {
  const place = { path, part: 'value' } as const;
  const right = String(value === 1);
  return {
    rule: 'dm/supports-number',
    message: `${pathText(path)} is ${value}; it should be ${right}. The platform takes it, other receivers may not.`,
    place,
    fix: { title: `Set it to ${right}`, ...at(place, replaceWith(right)) },
  } as const;
}
