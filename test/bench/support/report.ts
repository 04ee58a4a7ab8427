/** One figure of a benchmark. */
export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is compared with in the same run, and the ratio to that. */
  readonly against?: string;
  readonly ratio?: number;
}

/** Prints a figure as one line of JSON. */
export function report(figure: Figure): void {
  console.log(JSON.stringify(figure));
}

/** The middle one of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing');
  return middle;
}
