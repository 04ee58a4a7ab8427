/** A row that shall stand on screen at a certain height as soon as its place is known. */
export interface Anchor {
  readonly seq: number;
  /** So many rows below the top of the screen; less than 0 for a first row whose upper part is cut. */
  readonly below: number;
}

/** The anchor of a list that shall begin with this row, given with the part of it that is above. */
export function anchorAtTop(top: number): Anchor {
  return { seq: Math.floor(top), below: -(top % 1) };
}

/** The row that an anchored list begins with, as far as sequence numbers tell. */
export function topOf({ seq, below }: Anchor): number {
  return Math.max(0, seq - below);
}
