import { at, type Path, type PlacedEdits } from './finding.ts';
import { comma, skipSpace } from './jsonText.ts';
import type { TextEdit, TextRange } from './problem.ts';

/** Takes a member out of its object, with the comma that would be one too many. */
export function removeMember(path: Path): PlacedEdits {
  const { places } = at({ path, part: 'key' }, () => [], { path, part: 'value' });
  return { places, edits: ([key, value], text) => (key === undefined || value === undefined ? [] : removal(key.start, value.end, text)) };
}

function removal(start: number, end: number, text: string): readonly TextEdit[] {
  const after = skipSpace(text, end);
  const superfluous = text.charCodeAt(after) === comma ? { start: after, end: after + 1 } : commaBefore(start, text);
  const ranges =
    superfluous === undefined
      ? [{ start, end }]
      : superfluous.start === end
        ? [{ start, end: superfluous.end }]
        : [{ start, end }, superfluous];
  return ranges.toSorted((a, b) => a.start - b.start).map((range) => ({ ...range, text: '' }));
}

/** The comma that stands before a place, blanks aside. */
function commaBefore(place: number, text: string): TextRange | undefined {
  const before = text.slice(0, place).trimEnd();
  return before.endsWith(',') ? { start: before.length - 1, end: before.length } : undefined;
}
