import type { CatalogKind } from '../../wiotp/catalog.ts';
import { consequence } from '../consequence.ts';
import type { Finding, Path } from '../finding.ts';
import { valueAt } from '../json.ts';
import { pathText, valueText } from '../wording.ts';
import type { Translate } from './schema/issue.ts';

const withoutZone = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?$/;

/** `schema/date-time`, or only `dm/time-zone` where nothing but the zone is missing: that is accepted [EC, PY, CS]. */
export const dateTime: Translate = ({ kind, payload, path, value, keyword }) => {
  if (keyword !== 'format' && keyword !== 'pattern') return undefined;
  if (typeof value === 'string' && withoutZone.test(value)) return noZone(path);
  return {
    rule: 'schema/date-time',
    message:
      `${pathText(path)} is ${valueText(value)}; it must be a date and time such as 2026-03-01T10:00:00.000Z (ISO 8601). ` +
      consequence(kind, payload),
    place: { path, part: 'value' },
  };
};

/** `dm/time-zone` for the time of a log entry, where the schema leaves the zone open [D-dm]. */
export function logTimeZone(payload: unknown, kind: CatalogKind): Finding | undefined {
  if (kind.name !== 'dm.addLog') return undefined;
  const path = ['d', 'timestamp'];
  const timestamp = valueAt(payload, path);
  return typeof timestamp === 'string' && withoutZone.test(timestamp) ? noZone(path) : undefined;
}

function noZone(path: Path): Finding {
  return {
    rule: 'dm/time-zone',
    message: `${pathText(path)} has no time zone, so nobody can tell when it was. Add Z for UTC, or an offset such as +01:00.`,
    place: { path, part: 'value' },
  };
}
