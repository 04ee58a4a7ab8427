import type { Points } from './pointThinner.ts';
import type { LogRow } from './traffic.ts';

/** A number in the events of one client that can be plotted. */
export interface PlotSource {
  readonly clientId: string;
  readonly topic: string;
  /** The way to the number in the payload, as a JSON pointer: `/d/temp`. */
  readonly pointer: string;
  /** Messages that were looked at and had it; the last value of them. */
  readonly count: number;
  readonly last: number;
}

/** Which numbers to give, of when. */
export interface SeriesQuestion {
  readonly sources: readonly Pick<PlotSource, 'clientId' | 'topic' | 'pointer'>[];
  /** Only messages from this number on. */
  readonly from: number;
  /** Not many more points than this for each source: where there are more, the least and the greatest of each stretch. */
  readonly points: number;
  /** Only messages of this time, both ends included, in milliseconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
}

/** The points of each source, in the order that was asked for. */
export interface NumberSeries {
  readonly series: readonly Points[];
  /** The number to go on from. */
  readonly next: number;
}

/** The messages of one action as a sequence diagram. */
export interface ConversationPicture {
  readonly title: string;
  readonly clientId: string;
  /** The device behind the gateway that it is about, as `type/id`; absent when it is about the client itself. */
  readonly behind?: string;
  readonly steps: readonly ConversationStep[];
  /** How many steps more there are than are shown. */
  readonly left: number;
  /** What should come next, and from whom, as a sentence; absent when the action is over. */
  readonly expected?: { readonly from: 'device' | 'platform'; readonly text: string };
  /** Of an action that is over: whether it went all the way, and well. */
  readonly isComplete?: boolean;
  /** Of an action that is over and not complete: why not, as a sentence, where that is known. */
  readonly shortfall?: string;
}

/** An action of Device Management in the log. */
export interface RecentAction {
  /** The row with which it began. */
  readonly seq: number;
  readonly time: number;
  readonly title: string;
  readonly clientId: string;
  /** See {@link ConversationPicture}. */
  readonly behind?: string;
}

/** One arrow of the diagram, or what happened to the connection meanwhile. */
export interface ConversationStep {
  readonly row: LogRow;
  /** What it says, in a few words: `Firmware download`, `rc 202`, `state: downloading`. */
  readonly label: string;
  /** What is wrong with it, as the linter and the order of messages say. */
  readonly problems: readonly { readonly rule: string; readonly severity: 'error' | 'warning' | 'hint'; readonly message: string }[];
  /** Where the same came several times in a row: how often, and the last of them. The row is the first. */
  readonly repeated?: { readonly times: number; readonly last: LogRow };
}

/** Two stretches of one client's messages, one message a line, with request IDs and times made comparable. */
export interface BootTexts {
  readonly before: BootText;
  readonly after: BootText;
}

/** One stretch of a client's messages. */
export interface BootText {
  readonly clientId: string;
  /** What it began with: the client's connect, a marker, or the beginning of the log. */
  readonly cut: 'connect' | 'marker' | 'start';
  /** When it began, in milliseconds since 1970; missing when there is no row of then any more. */
  readonly time?: number;
  /** The marker's words, made visible. */
  readonly marker?: string;
  readonly text: string;
}
