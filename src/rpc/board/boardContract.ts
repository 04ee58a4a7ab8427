import type { ConnectionAttempt } from './attempt.ts';
import type { DeviceName } from '../device/deviceState.ts';
import type { NetworkInterface } from '../platformContract.ts';

/** The device that a board is to connect as. */
export interface BoardDevice extends DeviceName {
  readonly clientId: string;
  readonly online: boolean;
  readonly managed: boolean;
  /** The client's network address while it is online. */
  readonly peer?: string;
  /** Whether its token is kept in this user's secret store, so that code can hold it. */
  readonly tokenKept: boolean;
}

/** Attempts to connect that came to the same, as one. */
export interface AttemptRow {
  /** The same for as long as they come to the same, however many more come. */
  readonly id: string;
  /** The latest of them. */
  readonly attempt: ConnectionAttempt;
  readonly times: number;
  /** Whether it came from another machine. */
  readonly outside: boolean;
  /** Whether it was the device that is waited for. */
  readonly awaited: boolean;
  /** Whether it is nothing that somebody who waits for a board has to read. */
  readonly routine: boolean;
}

/** Something that keeps boards from reaching this machine, and what to do about it. */
export interface ReachHint {
  readonly title: string;
  /** Full sentences. */
  readonly text: string;
  /** A command that does it, to be copied. */
  readonly command?: string;
}

/** What is wished of the code: the interface that the board reaches, the language, and whether it uses TLS. */
export interface CodeWish {
  readonly address: string;
  readonly language: string;
  readonly tls: boolean;
}

/** Everything that the view *Connect a Board* shows. */
export interface BoardState {
  readonly running: boolean;
  /** The host of a platform elsewhere, to which this window was attached. */
  readonly attachedTo?: string;
  readonly device?: BoardDevice;
  /** Likely ones first, virtual adapters and loopback last. */
  readonly interfaces: readonly NetworkInterface[];
  readonly languages: readonly { readonly id: string; readonly name: string }[];
  readonly wish: CodeWish;
  readonly hints: readonly ReachHint[];
  /** Those that matter to who waits come first; among their like, the latest. */
  readonly attempts: readonly AttemptRow[];
}

/** Calls the view makes and the extension host answers. */
export interface BoardCalls {
  state(): BoardState;
  startPlatform(): void;
  /** Lets other machines reach the platform at this address. */
  openAddress(address: string): void;
  closeAddress(address: string): void;
  /** Asks the user which device the board is, or to add one. */
  chooseDevice(): void;
  /** Gives the device a new token after asking the user; the old one ends. */
  issueToken(): void;
  wish(wish: CodeWish): void;
  /** Puts the code on the clipboard. */
  copyCode(): void;
  copy(text: string): void;
  /** Registers the device of a refused attempt with the token that it sent. */
  register(connection: string): void;
  showTraffic(): void;
}

/** News the extension host tells the view. */
export interface BoardNews {
  /** Something changed; at most ten times a second, and never while the view is hidden. */
  changed(state: BoardState): void;
}
