const anyDay = '([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';

/** A date and time as the documents print it, but for the zone. */
export const withoutZone = new RegExp(`^${anyDay}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?$`);
const withZone = /^(.{19,40}?)(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

/** ISO 8601 in full: with or without what stands between the parts, seconds left out, a comma before the fraction, small letters. */
const anyForm = /^(\d{4})(-?)(\d{2})\2(\d{2})[Tt](\d{2})(?:(:?)(\d{2})(?:\6(\d{2})(?:[.,](\d{1,9}))?)?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?$/;

/** Year, month, day, hour, minute, second and zone in their order, whatever stands between them. */
const nearly =
  /^ ?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[Tt]| ?,? )(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))? ?([Zz]|UTC|GMT|[+-]\d\d:?\d\d)? ?$/;

/** A legal time of ISO 8601 in the form that the documents print; without a zone if it has none. */
export function normalTime(time: string): string | undefined {
  const [found, year = '', , month = '', date = '', hour = '', , minute = '', second = '00', fraction, zone = ''] =
    anyForm.exec(time) ?? [];
  return found === undefined ? undefined : composed([year, month, date], [hour, minute, second], fraction, zone);
}

/** The time as ISO 8601, where it can only be meant so. */
export function repairedTime(time: string): string | undefined {
  if (/^\d{10}(\d{3})?$/.test(time)) return isoOfNumber(Number(time));
  const [found, year = '', month = '', date = '', hour = '', minute = '', second = '', fraction, zone = ''] = nearly.exec(time) ?? [];
  return found === undefined ? undefined : composed([year, month, date], [hour, minute, second], fraction, zone);
}

/** Seconds or milliseconds since 1970 as ISO 8601; `undefined` for what is neither in our time. */
export function isoOfNumber(value: unknown): string | undefined {
  if (typeof value !== 'number' || value < 1e9 || value >= 1e13) return undefined;
  if (value < 1e10) return new Date(Math.round(value * 1000)).toISOString();
  return value >= 1e12 ? new Date(Math.round(value)).toISOString() : undefined;
}

/** Whether a date such as `2026-02-28` is in the calendar. */
export function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function composed(date: readonly string[], time: readonly string[], fraction: string | undefined, zone: string): string | undefined {
  const two = (digits: string) => digits.padStart(2, '0');
  const day = date.map(two).join('-');
  const whole = `${day}T${time.map(two).join(':')}${fraction === undefined ? '' : `.${fraction}`}`;
  if (!withoutZone.test(whole) || !isDay(day)) return undefined;
  const right = whole + zoneOf(zone);
  return zone === '' || withZone.test(right) ? right : undefined;
}

function zoneOf(zone: string): string {
  if (!/^[+-]/.test(zone)) return zone === '' ? '' : 'Z';
  return `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}`;
}
