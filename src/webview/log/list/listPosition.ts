/** Where a list stood, to go on from there. */
export interface ListPosition {
  readonly follow: boolean;
  /** The place after the last row that had come when the list ceased to follow. */
  readonly seenEnd: number;
  /** The sequence number of the first row on screen, with the part of it that is above. */
  readonly top: number;
  readonly selected: number | undefined;
}
