import { readFile } from 'node:fs/promises';
import { reasonOf } from '../reasonOf.ts';
import { wrongRegistryFile } from '../../profiles/registry/registryFile.ts';

/** Reads the file that is named, or standard input for `-`. A byte order mark is left out. @throws Refusal when that cannot be read or is no UTF-8. */
export async function registryText(file: string, readInput: () => Promise<Uint8Array>): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await (file === '-' ? readInput() : readFile(file)));
  } catch (error) {
    throw wrongRegistryFile(file, reasonOf(error), error);
  }
}
