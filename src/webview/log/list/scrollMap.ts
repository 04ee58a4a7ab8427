/**
 * The tallest spacer, in CSS pixels. Chromium draws no element taller than 33,554,428 device pixels, which is
 * 8,388,607 CSS pixels at device scale 4; a list that is taller maps its offset to the scrollbar instead.
 */
const tallestSpacer = 8_000_000;

/** How a list's real offset and the position of a native scrollbar belong together. All lengths in CSS pixels. */
export interface ScrollMap {
  /** Height of the element that gives the scrollbar its length. */
  readonly spacer: number;
  /** The greatest offset of the list: its last row ends at the viewport's end. */
  readonly maxOffset: number;
  /** The greatest position of the scrollbar. */
  readonly maxScroll: number;
}

/** Rows by their index; `end` is exclusive. */
export interface RowRange {
  readonly from: number;
  readonly end: number;
}

/** The map of a list of `rows` rows of equal height in a viewport. Up to the tallest spacer, position and offset are the same. */
export function scrollMap(rows: number, rowHeight: number, viewport: number): ScrollMap {
  const height = rows * rowHeight;
  const spacer = Math.min(height, tallestSpacer);
  return { spacer, maxOffset: Math.max(0, height - viewport), maxScroll: Math.max(0, spacer - viewport) };
}

/** The list's offset for a position of the scrollbar. Rises with the position and reaches both ends exactly. */
export function offsetAt(map: ScrollMap, scrollTop: number): number {
  if (scrollTop <= 0) return 0;
  // Browsers round positions to device pixels, so the greatest one may lie up to a pixel before the end.
  if (scrollTop >= map.maxScroll - 1) return map.maxOffset;
  return (scrollTop / map.maxScroll) * map.maxOffset;
}

/** The scrollbar's position for an offset of the list. */
export function scrollTopAt(map: ScrollMap, offset: number): number {
  return map.maxOffset === 0 ? 0 : (offset / map.maxOffset) * map.maxScroll;
}

/** The rows that a viewport shows at an offset, wholly or in part. */
export function rowsAt(offset: number, viewport: number, rowHeight: number, rows: number): RowRange {
  const from = Math.min(rows, Math.floor(offset / rowHeight));
  return { from, end: Math.max(from, Math.min(rows, Math.ceil((offset + viewport) / rowHeight))) };
}

/** The offset nearest to `offset` at which a row is wholly visible; its top, where the viewport is lower than a row. */
export function offsetShowing(row: number, offset: number, viewport: number, rowHeight: number): number {
  const top = row * rowHeight;
  return Math.min(top, Math.max(offset, top + rowHeight - viewport));
}
