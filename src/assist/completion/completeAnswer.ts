import type { Suggestion } from './completion.ts';
import type { FilePart } from '../place/filePart.ts';
import { isStep, knownAt, kindOfStep } from '../known/knownAt.ts';
import { escapeMarkdown, sentence } from '../markdown.ts';
import { openRequests } from './openRequests.ts';
import type { Place } from '../place/place.ts';
import { escapeSnippet } from '../snippets/snippetText.ts';

/**
 * In an answer in a transcript: the reqIds of the requests above it that wait for one, the latest first, and the
 * return codes that the request may be answered with.
 */
export function answerSuggestions({ steps }: Place, part: FilePart): readonly Suggestion[] {
  const [step, payload] = steps.slice(-2);
  if (step?.at !== 'payload' || payload === undefined || !isStep(knownAt(part.known, steps.slice(0, -2)))) return [];
  if (payload.at !== 'reqId' && payload.at !== 'rc') return [];
  const answer = kindOfStep(step.container.members)?.name;
  const requests = [...openRequests(part.before + part.text.slice(0, step.container.start))].filter(
    ([, { answer: by }]) => by?.kind === answer,
  );
  if (payload.at === 'reqId') return requests.toReversed().map(([reqId, { title }]) => ({ ...suggested(reqId), detail: title }));
  const [, request] = requests.find(([reqId]) => reqId === payload.container.members.get('reqId')) ?? [];
  const codes = request?.answer?.codes ?? [];
  return codes.map(({ rc, meaning }) => ({
    ...suggested(rc),
    detail: request?.title ?? '',
    documentation: escapeMarkdown(sentence(meaning)),
  }));
}

function suggested(value: string | number): Suggestion {
  const label = JSON.stringify(value);
  return { label, sort: 'value', insert: escapeSnippet(label) };
}
