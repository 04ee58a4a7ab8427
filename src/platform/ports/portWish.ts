/** Which port to listen on. */
export interface PortWish {
  /** 0 for any. */
  readonly port: number;
  /** Take any free port when this one is taken. */
  readonly orAnother: boolean;
}
