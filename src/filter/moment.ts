import type { Span } from './range.ts';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a length of time such as `5m`, `1.5s`, `200ms`, `2h` or `7d` as milliseconds. A number alone counts in `unit` where one is given. */
export function readDuration(text: string, unit?: 'ms'): number | undefined {
  const [, number, written = unit] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h|d)?$/i.exec(text) ?? [];
  const ms = unitMs[written?.toLowerCase() ?? ''];
  return number === undefined || ms === undefined ? undefined : Number(number) * ms;
}

/**
 * Reads a moment as far as it is written: `10:30` is a minute of today, `10:30:15` a second, `2026-11-22` a day, `2026-11-22T10:30`
 * a minute of that day, each by the clock of this machine unless `Z` or an offset says otherwise; `5m` is five minutes ago.
 */
export function readMoment(text: string, now: number): Span | undefined {
  const ago = readDuration(text);
  if (ago !== undefined) return { start: now - ago, end: now - ago };
  const [, day, clock, zone = ''] = /^(\d{4}-\d\d-\d\d)?T?(\d\d?:\d\d(?::\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/i.exec(text) ?? [];
  if ((day === undefined && clock === undefined) || (zone !== '' && (day === undefined || clock === undefined))) return undefined;
  if (day !== undefined && !isDay(day)) return undefined;
  const start = Date.parse(`${day ?? dayOf(now)}T${(clock ?? '00:00').replace(/^\d:/, '0$&')}${zone}`);
  return Number.isNaN(start) ? undefined : { start, end: endOf(start, clock) };
}

function endOf(start: number, clock: string | undefined): number {
  // Not every day has 24 hours.
  if (clock === undefined) return new Date(start).setDate(new Date(start).getDate() + 1);
  if (clock.includes('.')) return start + 1;
  return start + (clock.split(':').length === 3 ? 1_000 : 60_000);
}

/** Whether a day is in the calendar: engines take 30 February for 2 March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(8));
}

/** Today by the clock of this machine. */
function dayOf(now: number): string {
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
