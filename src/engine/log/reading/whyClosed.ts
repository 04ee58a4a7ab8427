import { Refusal } from '../../../wiotp/refusal.ts';

const rule = 'log closed';

/** Why nothing more can be read of a log that was opened from a file. */
export function fileClosed(): Refusal {
  return new Refusal('This log is closed.', { rule, advice: 'Open its file again.' });
}

/** Why what was being exported of such a log is not complete. */
export function fileClosedMeanwhile(): Refusal {
  return new Refusal('The log was closed while it was exported.', {
    rule,
    advice: 'Open its file again, and leave it open until the export is done.',
  });
}

/** Why nothing more can be read of the live log of before. */
export function logMoved(): Refusal {
  return new Refusal('The live log was closed, because it is kept elsewhere from now on.', {
    rule,
    advice: 'Do the same again: it then reads the new log.',
  });
}

/** Why nothing more can be read of the live log when its engine ends. */
export function logEnded(): Refusal {
  return new Refusal('The live log was closed, because its engine ends.', {
    rule,
    advice: 'Do the same again: that starts the engine anew.',
  });
}
