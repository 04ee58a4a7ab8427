/** Numbers over time, as a chart draws them. */
export interface Points {
  /** Milliseconds since the epoch, strictly rising. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The least and the greatest of so many points in a row. */
interface Stretch {
  points: number;
  least: Point;
  greatest: Point;
}

interface Point {
  readonly time: number;
  readonly value: number;
}

/** What two points are apart at least, in milliseconds: sources do not agree on the time, and a chart needs it to rise. */
const leastStep = 0.001;

/**
 * Takes points in the order of their times and keeps not many more than was asked for, however many come. Where there are more, it
 * keeps the least and the greatest of each stretch, so that no peak is lost, and the latest one.
 */
export class PointThinner {
  readonly #most: number;
  #stretches: Stretch[] = [];
  /** How many points a stretch takes. */
  #width = 1;
  #last: Point | undefined;

  /** `points`: about how many are kept. */
  constructor(points: number) {
    this.#most = Math.max(2, Math.floor(points / 2));
  }

  /** The latest point. */
  get last(): Point | undefined {
    return this.#last;
  }

  add(time: number, value: number): void {
    const point = { time: this.#last === undefined ? time : Math.max(time, this.#last.time + leastStep), value };
    this.#last = point;
    const latest = this.#stretches.at(-1);
    if (latest !== undefined && latest.points < this.#width) {
      join(latest, { points: 1, least: point, greatest: point });
      return;
    }
    this.#stretches.push({ points: 1, least: point, greatest: point });
    // Twice as many stretches of one point take no more room than this many of two.
    while (this.#stretches.length > (this.#width === 1 ? 2 : 1) * this.#most) this.#widen();
  }

  /** Forgets what was before a time. */
  forgetBefore(time: number): void {
    const kept = this.#stretches.findIndex(({ least, greatest }) => Math.max(least.time, greatest.time) >= time);
    if (kept !== 0) this.#stretches = kept < 0 ? [] : this.#stretches.slice(kept);
  }

  /** What is kept. */
  points(): Points {
    const kept = this.#stretches.flatMap(ordered);
    if (this.#last !== undefined && kept.length > 0 && kept.at(-1) !== this.#last) kept.push(this.#last);
    return { times: Float64Array.from(kept, ({ time }) => time), values: Float64Array.from(kept, ({ value }) => value) };
  }

  #widen(): void {
    this.#width *= 2;
    const wider: Stretch[] = [];
    for (const stretch of this.#stretches) {
      const before = wider.at(-1);
      if (before !== undefined && before.points + stretch.points <= this.#width) join(before, stretch);
      else wider.push(stretch);
    }
    this.#stretches = wider;
  }
}

function join(stretch: Stretch, { points, least, greatest }: Stretch): void {
  stretch.points += points;
  if (least.value < stretch.least.value) stretch.least = least;
  if (greatest.value > stretch.greatest.value) stretch.greatest = greatest;
}

function ordered({ least, greatest }: Stretch): readonly Point[] {
  if (least === greatest) return [least];
  return least.time < greatest.time ? [least, greatest] : [greatest, least];
}
