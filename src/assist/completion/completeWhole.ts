import type { MessageFile } from '../../lint/files/ourFile.ts';
import type { Suggestion } from './completion.ts';
import type { FilePart } from '../place/filePart.ts';
import { conversationKinds } from '../snippets/kindGroups.ts';
import { isStep, knownAt, kindOfStep, type Known } from '../known/knownAt.ts';
import { escapeMarkdown } from '../markdown.ts';
import { transcriptTemplate } from '../snippets/newPayload.ts';
import { payloadSnippets, type WholeSnippet } from '../snippets/payloadSnippets.ts';
import type { Place } from '../place/place.ts';
import { jsonSnippet, stopAtValues } from '../snippets/snippetText.ts';
import { stepSnippets } from '../snippets/stepSnippets.ts';
import { topicSnippets } from '../snippets/topicSnippets.ts';

/** Whole payloads, steps and transcripts, and the topics of steps. */
export function wholeSuggestions(place: Place, part: FilePart, known: Known): readonly Suggestion[] {
  const inLines = part.file.type === 'transcript' && part.file.form === 'jsonl';
  const whole = snippetsAt(place, part, known).map(({ label, summary, insert }) => ({
    label,
    sort: 'snippet' as const,
    insert: inLines ? oneLine(insert) : insert,
    detail: summary,
    documentation: escapeMarkdown(summary),
  }));
  return [...whole, ...topicsAt(place, part)];
}

function snippetsAt({ steps }: Place, { known: root, file }: FilePart, known: Known): readonly WholeSnippet[] {
  if (isStep(known)) return stepSnippets;
  const [last] = steps.slice(-1);
  if (last === undefined) return snippetsOfFile(file);
  if (last.at !== 'payload' || !isStep(knownAt(root, steps.slice(0, -1)))) return [];
  const kind = kindOfStep(last.container.members);
  return kind === undefined ? [] : payloadSnippets(kind);
}

function snippetsOfFile(file: MessageFile): readonly WholeSnippet[] {
  if (file.type === 'payload') return payloadSnippets(file.kind);
  return [file.form === 'json' ? newTranscript() : newHeader];
}

function newTranscript(): WholeSnippet {
  return {
    label: 'Transcript',
    summary: 'A conversation between one device or gateway and the platform.',
    insert: transcriptTemplate().snippet.trimEnd(),
  };
}

const newHeader: WholeSnippet = {
  label: 'Header',
  summary: 'The first line of a recording: whose it is. The steps follow, one per line.',
  insert: jsonSnippet({ device: { typeId: 'thermostat', deviceId: 't-100' }, starts: 'offline' }, stopAtValues),
};

/** The topics that a device uses, then those of a gateway. */
function topicsAt({ steps }: Place, { known: root }: FilePart): readonly Suggestion[] {
  if (steps.at(-1)?.at !== 'topic' || !isStep(knownAt(root, steps.slice(0, -1)))) return [];
  const all = conversationKinds.flatMap((kind) => topicSnippets(kind).map((topic) => ({ kind, ...topic })));
  return all
    .toSorted((a, b) => Number(a.forGateway) - Number(b.forGateway))
    .map(({ kind, template, insert }) => ({
      label: template,
      sort: 'value' as const,
      insert: `"${insert}"`,
      detail: kind.title,
      documentation: escapeMarkdown(`${kind.title}. ${kind.summary}`),
    }));
}

/** A line of JSON Lines is not broken; within texts there is no line break to lose. */
function oneLine(insert: string): string {
  return insert.replace(/\n\t*/g, ' ');
}
