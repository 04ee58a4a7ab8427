/** The last millisecond of the year 9999: ISO 8601 has four digits for a year unless both sides agree on more. */
const lastTime = 253_402_300_799_999;

/** Whether a time in milliseconds since the epoch can be written. */
export function isWritableTime(time: unknown): time is number {
  return typeof time === 'number' && time >= 0 && time <= lastTime;
}

/** A time in milliseconds since the epoch as ISO 8601, with as many decimals as it takes to lose nothing. */
export function isoTime(given: number): string {
  const time = isWritableTime(given) ? given : 0;
  const whole = Math.floor(time);
  const text = new Date(whole).toISOString();
  // A number of this size has no more than four digits behind the point, and six say them all.
  const fraction = (time - whole).toFixed(6).slice(2).replace(/0+$/, '');
  return fraction === '' ? text : `${text.slice(0, -1)}${fraction}Z`;
}

/** The time that a text in ISO 8601 says; `undefined` when it says none. */
export function timeOfIso(text: string): number | undefined {
  const [, seconds = '', decimals = '', zone = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,12}))?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  const time = Date.parse(`${seconds}${decimals === '' ? '' : `.${decimals.slice(0, 3)}`}${zone}`);
  return Number.isNaN(time) ? undefined : time + Number(`0.${decimals.slice(3) || '0'}`);
}
