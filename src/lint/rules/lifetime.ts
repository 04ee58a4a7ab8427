import { minLifetimeSeconds } from '../../wiotp/limits.ts';
import { consequence } from '../consequence.ts';
import { at, replaceWith } from '../finding.ts';
import type { Translate } from './schema/issue.ts';

/** `dm/lifetime`: 0 or at least 3600 seconds [D-dm]. */
export const lifetime: Translate = ({ kind, payload, context, path, value }) => {
  if (kind.name !== 'dm.manage' || path[1] !== 'lifetime' || typeof value !== 'number') return undefined;
  const place = { path, part: 'value' } as const;
  return {
    rule: 'dm/lifetime',
    message:
      `d.lifetime is ${value}; it must be 0 (never dormant) or at least ${minLifetimeSeconds} seconds. ${consequence({ kind, payload, context })} ` +
      `Set it to 0 or to ${minLifetimeSeconds} or more.`,
    place,
    fix: { title: `Set lifetime to ${minLifetimeSeconds}`, ...at(place, replaceWith(String(minLifetimeSeconds))) },
  };
};
