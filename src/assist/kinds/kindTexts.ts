import { invalidText } from '../../wiotp/kind.ts';
import { table } from '../../wiotp/table.ts';
import type { KindEntry, ListedKind } from './kindEntries.ts';

/** The list for people. */
export function kindsListText(kinds: readonly ListedKind[]): string {
  return table(kinds.map((kind) => [kind.name, wayOf(kind), placeOf(kind), kind.title]));
}

/** All about one kind for people. */
export function kindEntryText(entry: KindEntry): string {
  return [
    `${entry.name}: ${entry.title}\n${entry.summary}`,
    table(facts(entry)),
    section(
      'Members',
      entry.members.map(({ path, text }) => [path, text]),
    ),
    section(
      'Answers',
      (entry.answer?.codes ?? []).map(({ rc, meaning }) => [`rc ${rc}`, meaning]),
    ),
    ['Examples', ...entry.examples.map((example) => `  ${JSON.stringify(example)}`)].join('\n'),
    ['Wrong', ...entry.invalid.map((example) => `  ${invalidText(example)}\n    ${example.why}`)].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function wayOf({ sender, receiver }: ListedKind): string {
  return sender === null || receiver === null ? 'any' : `${sender} → ${receiver}`;
}

function placeOf({ topic, call }: ListedKind): string {
  return topic ?? call ?? '-';
}

function facts(entry: KindEntry): readonly (readonly string[])[] {
  const { topic, otherTopics, call, result, qos, answer, answers } = entry;
  const rows: (readonly [string, string | null | undefined])[] = [
    ['  Way', wayOf(entry)],
    ['  Topic', topic],
    ...otherTopics.map((other) => ['  Topic', other] as const),
    ['  Call', call],
    ['  Result', result],
    ['  QoS', qos === null ? null : `${qos.usual} as a rule, ${qos.most} at most`],
    ['  Answered', answer === null ? null : `with ${answer.kind}, ${answer.when === 'always' ? 'always' : 'if it has a reqId'}`],
    ['  Answer to', answers.length === 0 ? null : answers.join(', ')],
  ];
  return rows.flatMap(([what, value]) => (value === null || value === undefined ? [] : [[what, value]]));
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `${title}\n${table(rows.map(([first = '', ...rest]) => [`  ${first}`, ...rest]))}`;
}
