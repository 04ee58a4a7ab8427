import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { fillTemplate } from '../../transcript/variables.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { CommandContext } from '../commandContext.ts';
import { readRegularFile } from '../readRegularFile.ts';
import { reasonOf } from '../reasonOf.ts';
import type { PublishOptions } from './publishOptions.ts';

/** Makes the payload of the message with a number, counted from 1. @throws Refusal for a template that cannot be filled. */
export type Payloads = (counter: number) => Uint8Array;

const encoder = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the payload that was asked for, and makes of it what is sent. @throws Refusal when it cannot be read. */
export async function readPayloads(
  { payload, raw, environment: names }: Pick<PublishOptions, 'payload' | 'raw' | 'environment'>,
  { folder, readInput }: Pick<CommandContext, 'folder' | 'readInput'>,
): Promise<Payloads> {
  const bytes =
    payload.type === 'text'
      ? encoder.encode(payload.text)
      : payload.type === 'input'
        ? await readInput()
        : read(resolve(folder, payload.file), payload.file);
  const template = raw ? undefined : textOf(bytes);
  // What is no text has no variables.
  if (template === undefined) return () => bytes;
  const environment = Object.fromEntries(
    names.map((name) => [name, process.env[name]]).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return (counter) =>
    encoder.encode(fillTemplate(template, { now: Date.now, uuid: randomUUID, random: Math.random, counter, environment }));
}

/** Bytes as text; `undefined` when they are no UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function read(path: string, shown: string): Uint8Array {
  try {
    return readRegularFile(path);
  } catch (error) {
    throw new Refusal(
      `${shown} cannot be read: ${reasonOf(error)}.`,
      { rule: 'a payload is in a file', advice: 'Name another one.' },
      { cause: error },
    );
  }
}
