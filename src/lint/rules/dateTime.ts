import { consequence, type Judged } from '../consequence.ts';
import { at, replaceWith, type Finding, type Path } from '../finding.ts';
import { memberIs, pathText, quoted } from '../wording.ts';
import { isDay, isoOfNumber, normalTime, repairedTime, withoutZone } from '../timeText.ts';
import type { Issue, Translate } from './schema/issue.ts';

/**
 * `schema/date-time`; only `dm/time-zone` where nothing but the zone is missing, which is accepted [EC, PY, CS], and
 * `dm/time-form` for the forms of ISO 8601 that the documents do not show.
 */
export const dateTime = ({ kind, payload, context, path, value }: Judged & Pick<Issue, 'path' | 'value'>): Finding => {
  if (typeof value === 'string') {
    const accepted = timeZone(value, path) ?? timeForm(value, path);
    if (accepted !== undefined) return accepted;
  }
  const place = { path, part: 'value' } as const;
  const right = typeof value === 'string' ? repairedTime(value) : isoOfNumber(value);
  const advice = right === undefined ? 'Write it in this form.' : `Write ${quoted(right)}.`;
  return {
    rule: 'schema/date-time',
    message:
      `${memberIs(path, value)}; it must be a date and time such as 2026-03-01T10:00:00.000Z (ISO 8601). ` +
      `${consequence({ kind, payload, context })} ${noSuchDay(value)}${advice}`,
    place,
    ...(right === undefined ? {} : { fix: { title: `Write ${right}`, ...at(place, replaceWith(JSON.stringify(right))) } }),
  };
};

/** The same for a time whose form a pattern describes. */
export const timePattern: Translate = (issue) => (String(issue.params['pattern']).startsWith('^[0-9]{4}-') ? dateTime(issue) : undefined);

/** The same for a number where a time must be; other values of a wrong type are told as such. */
export const timeNumber: Translate = (issue) => {
  const isTime = issue.params['type'] === 'string' && /(?:Time|^timestamp)$/.test(String(issue.path.at(-1)));
  return isTime && typeof issue.value === 'number' ? dateTime(issue) : undefined;
};

/** `dm/time-zone` for a time whose schema leaves the zone open [D-dm]. */
export function timeZone(time: string, path: Path): Finding | undefined {
  if (!withoutZone.test(time) || !isDay(time.slice(0, 10))) return undefined;
  return {
    rule: 'dm/time-zone',
    message: `${pathText(path)} has no time zone, so nobody can tell when it was. Add Z for UTC, or an offset such as +01:00.`,
    place: { path, part: 'value' },
  };
}

/** `dm/time-form`: ISO 8601 allows it, but not every reader does. */
export function timeForm(time: string, path: Path): Finding | undefined {
  const right = normalTime(time);
  if (right === undefined || right === time) return undefined;
  const place = { path, part: 'value' } as const;
  return {
    rule: 'dm/time-form',
    message: `${pathText(path)} is ${quoted(time)}, a form of ISO 8601 that the documents do not show and not every receiver reads. Write ${quoted(right)}.`,
    place,
    fix: { title: `Write ${right}`, ...at(place, replaceWith(JSON.stringify(right))) },
  };
}

function noSuchDay(value: unknown): string {
  const [date] = typeof value === 'string' ? (/^\d{4}-\d{2}-\d{2}/.exec(value) ?? []) : [];
  return date === undefined || isDay(date) ? '' : `There is no ${date} in the calendar. `;
}
