const grouped = new Intl.NumberFormat('en');

/** A whole number with its thousands marked: `12,345`. */
export function count(value: number): string {
  return grouped.format(value);
}

/** A number of things: `1 message`, `2,000 messages`. */
export function countOf(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}

/** A span of time, given in milliseconds, as short as its size allows: `0.4 ms`, `35 ms`, `1.24 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 9.95) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The local time of day to the millisecond: `09:42:13.051`. */
export function timeOfDay(time: number): string {
  const date = new Date(time);
  return `${hourAndMinute(date)}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** The local date and time to the millisecond: `2026-03-01 09:42:13.051`. */
export function dateAndTime(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${monthAndDay(date)} ${timeOfDay(time)}`;
}

/** The local day and time of day in short: `03-01 09:42`. */
export function dayAndMinute(time: number): string {
  const date = new Date(time);
  return `${monthAndDay(date)} ${hourAndMinute(date)}`;
}

/** Whether two times are of the same local day. */
export function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

function monthAndDay(date: Date): string {
  return `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function hourAndMinute(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
