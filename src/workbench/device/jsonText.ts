import type { JsonObject } from '../../rpc/device/deviceState.ts';

/** A JSON object that somebody typed, or what is wrong with the text. Empty text is no object and no fault. */
export function readJsonObject(text: string): { readonly value: JsonObject | undefined } | { readonly refused: string } {
  if (text.trim() === '') return { value: undefined };
  const read = readJson(text);
  if ('refused' in read) return read;
  const { value } = read;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value: value as JsonObject };
  return { refused: 'This is JSON, but no object: it has to stand in { }.' };
}

/** Any JSON value that somebody typed, or what is wrong with the text. */
export function readJson(text: string): { readonly value: unknown } | { readonly refused: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { refused: `This is not JSON. ${error instanceof Error ? error.message : String(error)}` };
  }
}
