/** Where a list stood, to go on from there. */
export interface ListPosition {
  readonly follow: boolean;
  /** The place after the last row that had come when the list ceased to follow. */
  readonly seenEnd: number;
  /** The sequence number of the first row on screen, with the part of it that is above. */
  readonly top: number;
  readonly selected: number | undefined;
  /** The sequence number of the row at which a range of selected rows was begun. */
  readonly rangeBegin: number | undefined;
  /** The time that the reader has times counted from, in milliseconds since the epoch. */
  readonly countFrom: number | undefined;
}
