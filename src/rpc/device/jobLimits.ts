/** What publishing again and again may ask for. */
export const jobLimits = {
  /** The shortest time from one message to the next, in milliseconds: no device comes near it, and no quota allows it. */
  leastMs: 10,
  /** The longest, in milliseconds: a day. Timers cannot wait for more than 24. */
  mostMs: 86_400_000,
  /** How often in all, where that is said. */
  mostTimes: 999_999_999,
} as const;
