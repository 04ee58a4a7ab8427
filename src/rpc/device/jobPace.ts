/**
 * When the next of a row of messages is to leave, by the time when the last one was: small delays do not add up, and what a stall
 * has missed is not made up for. Times in milliseconds.
 */
export function nextDue(due: number, everyMs: number, now: number): number {
  const next = due + everyMs;
  return next > now ? next : now + everyMs;
}
