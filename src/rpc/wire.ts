/** What carries frames between two programs: a message port, a socket or a webview. Frames arrive whole and in order. */
export interface Wire {
  /** Begins to deliver. Called once, by the one owner of the wire. */
  open(ears: WireEars): void;
  /** Sends one frame of plain data (JSON values and `Uint8Array`s). Frames sent after the end are dropped. */
  send(frame: unknown): void;
  /** Ends the wire from this side. */
  close(): void;
}

/** A wire whose other end can be made to wait. */
export interface PausableWire extends Wire {
  /** Reads no further; what is read already still arrives. */
  pause(): void;
  /** Reads on. */
  resume(): void;
}

/** What a wire reports to its owner. */
export interface WireEars {
  frame(frame: unknown): void;
  /** Called at most once, when the other side is gone or the wire broke. Not called after `close`. */
  end(why: Error): void;
}
