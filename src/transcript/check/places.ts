import { locate } from '../../lint/locate.ts';
import type { TextRange } from '../../lint/problem.ts';
import type { EventPlace } from '../conversation/finding.ts';
import type { ConnectionStep, MessageStep } from '../model.ts';

/** The step that an event of the conversation was, with the document that it stands in. */
export interface EventStep {
  readonly step: MessageStep | ConnectionStep;
  readonly json: string;
  /** For a step of an included transcript: where the outermost one includes it, and which file it is. */
  readonly included?: { readonly range: TextRange; readonly path: string };
}

/** Where a place of an event is shown in the outermost document. */
export function rangeOf(part: EventPlace['part'], { step, json, included }: EventStep): TextRange {
  if (included !== undefined) return included.range;
  if (step.type === 'connection') return part === 'filter' ? (step.filter ?? step.event).range : step.event.range;
  return typeof part === 'string' ? step.topic.range : (valueRange(part, { step, json }) ?? step.payload?.range ?? step.topic.range);
}

/** Where a value of the payload stands; `undefined` where the payload is not written as JSON. */
export function valueRange(path: Exclude<EventPlace['part'], string>, { step, json }: EventStep): TextRange | undefined {
  if (step.type !== 'message' || step.payload?.form !== 'payload') return undefined;
  const { start, end } = step.payload.range;
  const place = { path, part: 'value' } as const;
  const found = locate(json.slice(start, end), [place], step.payload.value)(place);
  return { start: start + found.start, end: start + found.end };
}
