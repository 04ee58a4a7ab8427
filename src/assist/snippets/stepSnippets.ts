import type { CatalogKind } from '../../wiotp/catalog.ts';
import { connectionEvents, conversationKinds } from './kindGroups.ts';
import type { WholeSnippet } from './payloadSnippets.ts';
import { jsonSnippet, placeholder, stopAtVariable, valuePlaceholder, type SnippetStop } from './snippetText.ts';
import { topicSnippets } from './topicSnippets.ts';

const stopAtEventValue: SnippetStop = (value, name, nextStop) => (name === 'connection' ? undefined : valuePlaceholder(value, nextStop()));

/** A step of a transcript for each kind of message between a device or gateway and the platform, for each connection event, and the others. */
export const stepSnippets: readonly WholeSnippet[] = [
  ...conversationKinds.map(messageStep),
  ...connectionEvents.map(eventStep),
  {
    label: 'Ask a person',
    summary: 'Something a person must do before the transcript goes on.',
    insert: `{ "ask": "${placeholder(1, 'Press the button on the board')}" }`,
  },
  {
    label: 'Include a transcript',
    summary: 'The steps of another transcript take place here.',
    insert: `{ "include": "${placeholder(1, './other.wiotp.json')}" }`,
  },
  {
    label: 'Repeat steps',
    summary: 'The steps in it take place several times.',
    insert: '{\n\t"repeat": ${1:2},\n\t"steps": [\n\t\t$2\n\t]\n}',
  },
];

function messageStep(kind: CatalogKind): WholeSnippet {
  const [topic = { insert: '', stops: 0 }] = topicSnippets(kind);
  const payload = jsonSnippet(kind.examples[0], stopAtVariable, { stop: topic.stops + 1, indent: '\t' });
  return { label: kind.title, summary: kind.summary, insert: `{\n\t"topic": "${topic.insert}",\n\t"payload": ${payload}\n}` };
}

function eventStep({ title, summary, examples: [example] }: CatalogKind): WholeSnippet {
  return { label: title, summary, insert: jsonSnippet(example, stopAtEventValue) };
}
