import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { MessageFile } from '../../lint/files/ourFile.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import type { Annotation } from './annotation.ts';
import { annotations, payloadRoots, transcriptRoots } from '../generated/annotations.js';
import type { Container } from '../place/nesting.ts';
import type { Step } from '../place/place.ts';

/** Everything that is known about one place; of what is said twice, the first counts. */
export type Known = readonly Annotation[];

/** What is known about the whole of a file, or of the line of a transcript in JSON Lines. */
export function knownOfFile(file: MessageFile, isFirstLine: boolean): Known {
  if (file.type === 'payload') return numbered(payloadRoots[file.kind.name]);
  if (file.form === 'json') return numbered(transcriptRoots.transcript);
  return numbered(isFirstLine ? transcriptRoots.header : transcriptRoots.step);
}

/** What is known about the value at the end of a way. */
export function knownAt(root: Known, steps: readonly Step[]): Known {
  let known = root;
  for (const { container, at } of steps) {
    if (known.length === 0) break;
    known = inside(known, container, at);
  }
  return known;
}

/** What is known about an object, given the members it has. */
export function withConditions(known: Known, { members }: Container): Known {
  const more = known.flatMap(({ when = [] }) =>
    when.filter(({ member, is }) => members.get(member) === is).flatMap(({ adds }) => numbered(adds)),
  );
  const all = more.length === 0 ? known : [...known, ...more];
  const kind = isStep(known) ? kindOfStep(members) : undefined;
  return kind === undefined ? all : [{ members: payloadMember(kind) }, ...all];
}

/** Whether this is a step of a transcript. */
export function isStep(known: Known): boolean {
  return known.some((annotation) => annotation === annotations[transcriptRoots.step]);
}

/** The kind of message that a step of a transcript is, by its topic. */
export function kindOfStep(members: Container['members']): CatalogKind | undefined {
  const topic = members.get('topic');
  return topic === undefined ? undefined : matchTopic(topic)?.kind;
}

function inside(known: Known, container: Container, at: string | number): Known {
  if (typeof at === 'number') return known.flatMap(({ items }) => numbered(items));
  return withConditions(known, container).flatMap(({ members = {}, others }) =>
    numbered(Object.hasOwn(members, at) ? members[at] : others),
  );
}

function payloadMember({ name }: CatalogKind): Readonly<Record<string, number>> {
  const payload = payloadRoots[name];
  return payload === undefined ? {} : { payload };
}

function numbered(number: number | undefined): Known {
  const annotation = number === undefined ? undefined : annotated(number);
  return annotation === undefined ? [] : [annotation];
}

/** What stands under a number. */
export function annotated(number: number): Annotation | undefined {
  return annotations[number];
}
