import type { Came, Happened, Said } from './happened.ts';

/** What should come next in an action. */
export interface Expected {
  readonly from: 'device' | 'platform';
  /** A full sentence. */
  readonly text: string;
}

/** One action as it runs its course. */
export interface Course {
  /** In a few words: `Firmware download`. */
  readonly title: string;
  /** Everything that belongs to it so far, in its order. */
  readonly members: readonly Happened[];
  /** What should come next; `undefined` when it is over. */
  readonly next: Expected | undefined;
  /** Whether it went all the way, and well. */
  readonly isComplete: boolean;
  /** Of a course that is over and not complete: why not, as a sentence, where that is known. */
  readonly shortfall: string | undefined;
  /** Takes the answer to one of its requests. */
  answered(answer: Said, request: Said): void;
  /** Takes what was meant as the answer to one of its requests, most likely, and is none: its reqId cannot be read. */
  strayed(answer: Said): void;
  /** Takes a message that is no answer, if it belongs to it. */
  takes(said: Said): boolean;
  /** Takes what became of the connection, if it belongs to it. */
  came(came: Came): void;
  /** The next action of its kind begins: nothing is expected of it any more. */
  leave(): void;
}
