import { findNodeAtLocation, parseTree, type ParseError } from 'jsonc-parser';
import type { SharedProfiles } from './readSharedProfiles.ts';

/** The first error of a profiles file, and where it stands. */
export interface PlacedFault {
  readonly message: string;
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly character: number;
}

/** The first error that was found in the text of a profiles file, for somebody who wants to go there. Never throws. */
export function firstFault(text: string, { faults }: Pick<SharedProfiles, 'faults'>): PlacedFault | undefined {
  const fault = faults.find(({ severity }) => severity === 'error');
  if (fault === undefined) return undefined;
  const before = text.slice(0, offsetOf(text, [...fault.path])).split(/\r\n|[\r\n]/);
  return { message: fault.message, line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function offsetOf(text: string, path: (string | number)[]): number {
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors);
    const [broken] = errors;
    if (broken !== undefined) return broken.offset;
    return (tree === undefined ? undefined : findNodeAtLocation(tree, path))?.offset ?? 0;
  } catch {
    // What is nested too deeply for this has its fault anywhere.
    return 0;
  }
}
