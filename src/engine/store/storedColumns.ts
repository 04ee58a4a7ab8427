import type { DetailColumns } from './detailTable.ts';

/** How much of a payload a row has: enough for 200 characters of UTF-8. */
export const headBytes = 800;

/** A message as it is stored. */
export interface StoredColumns extends DetailColumns {
  readonly seq: number;
  readonly time: number;
  readonly client: string;
  readonly flags: number;
  readonly kind: string | null;
  readonly topic: string;
  /** Bytes of the whole payload. */
  readonly size: number;
  /** The first {@link headBytes} of the payload for a row, all of it for a message. */
  readonly payload: Uint8Array;
}
