import type { Problem } from '../problem.ts';

/** One entry of the setting `wiotp.schemas`, with the text of its file. */
export interface OwnSchema {
  /** MQTT topic filter: the messages that the schema describes. */
  readonly filter: string;
  /** The file as the user named it. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a schema file itself: it is broken, asks for something from outside, or was too slow. */
export interface SchemaReport {
  /** The file as the user named it. */
  readonly path: string;
  /** In the order of their places in the file's text; empty when all is well. */
  readonly problems: readonly Problem[];
}

/** Checks payloads against the user's own schemas, which run in a thread of their own. */
export interface OwnSchemas {
  /** What the schemas whose filters catch the topic find wrong with a JSON payload; nothing when none of them does. */
  check(topic: string, text: string): Promise<readonly Problem[]>;
}
