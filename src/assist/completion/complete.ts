import type { MessageFile } from '../../lint/files/ourFile.ts';
import { memberCompletions } from './completeMember.ts';
import { valueCompletions } from './completeValue.ts';
import type { Completion } from './completion.ts';
import { partAt } from '../place/filePart.ts';
import { placeAt } from '../place/place.ts';

/** What can stand at a place of a file of ours; the text may be broken. Offsets are UTF-16 units. */
export function complete(text: string, offset: number, file: MessageFile): readonly Completion[] {
  if (offset < 0 || offset > text.length) return [];
  const part = partAt(text, offset, file);
  const place = placeAt(part.text, offset - part.start);
  if (place.role === undefined) return [];
  const completions = place.role === 'key' ? memberCompletions(place, part.known) : valueCompletions(place, part);
  return part.start === 0 ? completions : completions.map((completion) => moved(completion, part.start));
}

function moved(completion: Completion, by: number): Completion {
  return { ...completion, range: { start: completion.range.start + by, end: completion.range.end + by } };
}
