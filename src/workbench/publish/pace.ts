import { jobLimits } from '../../rpc/device/jobLimits.ts';

/** Reads how often something is published: `500`, `500 ms`, `2 s`, `1.5 s` or `5 min`, as milliseconds; otherwise the reason as a full sentence. */
export function readInterval(text: string): number | string {
  const [, number, unit = 'ms'] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min)?\s*$/.exec(text) ?? [];
  if (number === undefined) return 'Give a time such as 500 ms, 2 s or 5 min.';
  const ms = Math.round(Number(number) * (unit === 's' ? 1000 : unit === 'min' ? 60_000 : 1));
  if (ms < jobLimits.leastMs) return `${jobLimits.leastMs} ms is the least.`;
  return ms > jobLimits.mostMs ? 'A day, 1440 min, is the most.' : ms;
}

/** Reads how often in all; otherwise the reason as a full sentence. */
export function readCount(text: string): number | string {
  const count = /^\s*\d+\s*$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= jobLimits.mostTimes ? count : `Give a whole number from 1 to ${jobLimits.mostTimes}.`;
}

/** A time as people say it: `100 ms`, `3 s`, `1.5 s`, `5 min`. */
export function intervalText(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

/** A rate with as many digits as mean something: `0.33`, `9.8`, `100`. */
export function rateText(perSecond: number): string {
  return String(Number(perSecond.toPrecision(perSecond >= 100 ? 3 : 2)));
}
