import { kindNamed } from '../../wiotp/catalog.ts';
import { refusal } from '../consequence.ts';
import { at, replaceWith, type Finding } from '../finding.ts';
import { isObject, valueAt } from '../json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { quoted } from '../wording.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';

const supports = ['d', 'supports'];
const groups = ['deviceActions', 'firmwareActions'];

/** `dm/supports-misspelt`: what is like the name of a group of actions that is missing, but would be an extension's [D-dm, D-cus]. */
export const supportsMisspelt: PayloadRule = {
  isFor: ({ name }) => name === 'dm.manage',
  find: (payload) => {
    const claimed = valueAt(payload, supports);
    if (!isObject(claimed)) return nothing;
    const missing = groups.filter((group) => !Object.hasOwn(claimed, group));
    if (missing.length === 0) return nothing;
    const findings = new Map<string, Finding>();
    for (const name of Object.keys(claimed)) {
      const meant = groups.includes(name) ? undefined : nearest(name, missing);
      if (meant !== undefined && !findings.has(meant)) findings.set(meant, finding(name, meant, payload));
    }
    return [...findings.values()];
  },
};

function finding(name: string, meant: string, payload: unknown): Finding {
  const path = [...supports, name];
  const place = { path, part: 'key' } as const;
  return {
    rule: 'dm/supports-misspelt',
    message:
      `${quoted(name)} is not ${meant}, so it stands for an extension of that name. ` +
      `${refusal(kindNamed('dm.manage'), 403, payload)} Write ${meant}.`,
    place,
    // The value may be wrong besides.
    about: [...path, 'name'],
    fix: { title: `Change it to ${meant}`, ...at(place, replaceWith(JSON.stringify(meant))) },
  };
}
