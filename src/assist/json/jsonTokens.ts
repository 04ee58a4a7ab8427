const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[^\s[\]{},:"]+|[[\]{},:]/g;

/** A piece of JSON text that is not white space: a string with its quotes, a number, a word, or one of `{}[],:`. */
export interface JsonToken {
  readonly text: string;
  /** Where it begins. */
  readonly start: number;
}

/**
 * The pieces of JSON text in order, however deep it is nested.
 * @param json Text that `JSON.parse` accepts; with any other the pieces mean nothing, and finding them can take long.
 */
export function* jsonTokens(json: string): Generator<JsonToken> {
  for (const { 0: text, index: start } of json.matchAll(token)) yield { text, start };
}
