import type { Problem, TextEdit } from './problem.ts';

/**
 * The text with the fixes of these problems: what "fix all" means, and what the tests of the rules hold every fix to. An
 * editor applies {@link compatibleEdits} itself. A fix whose edits touch those of an earlier one is left out as a whole;
 * check the text again to find it.
 */
export function fixAll(text: string, problems: readonly Problem[]): string {
  let fixed = text;
  for (const edit of compatibleEdits(problems).toSorted((a, b) => b.start - a.start)) {
    fixed = fixed.slice(0, edit.start) + edit.text + fixed.slice(edit.end);
  }
  return fixed;
}

/** The edits that {@link fixAll} makes: those of every fix that no earlier one gets in the way of. */
export function compatibleEdits(problems: readonly Problem[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fix } of problems) {
    if (fix !== undefined && !fix.edits.some((edit) => taken.some((other) => touch(edit, other)))) taken.push(...fix.edits);
  }
  return taken;
}

function touch(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
