/** How the tests of a suite ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How many tests were skipped for each reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0, reasons: {} };

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    reasons: addReasons(a.reasons, b.reasons),
  };
}

/** As in the table of a run: `12 passed, 0 failed`, and what was skipped when something was. */
export function countsText({ passed, failed, skipped }: Omit<Counts, 'reasons'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** What was not proved, a line for each reason, the one that most tests were skipped for first. */
export function reasonsText({ reasons }: Pick<Counts, 'reasons'>): readonly string[] {
  const sorted = Object.entries(reasons).toSorted(([, one], [, other]) => other - one);
  return sorted.map(([reason, count]) => `${String(count).padStart(5)} skipped: ${reason}`);
}

function addReasons(a: Counts['reasons'], b: Counts['reasons']): Counts['reasons'] {
  const sum: Record<string, number> = { ...a };
  for (const [reason, count] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}
