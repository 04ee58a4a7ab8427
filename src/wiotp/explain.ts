import { catalog, type CatalogKind, type KindName } from './catalog.ts';
import { closeCodes } from './codes/closeCodes.ts';
import type { Code } from './codes/code.ts';
import { connackCodes } from './codes/connackCodes.ts';
import { reasonCodes } from './codes/reasonCodes.ts';
import { returnCodes } from './returnCodes.ts';
import { matchTopic, type TopicMatch } from './topic.ts';
import { topicFault, type TopicFault } from './topics/topicFault.ts';
import type { TopicUse, TopicUser } from './topics/topicRules.ts';
import { caughtKinds } from './topics/caughtKinds.ts';
import { idleFilter, type Ineffective } from './topics/idleFilter.ts';
import { unknownOperation } from './topics/unknownOperation.ts';

/** One of the things that a number can mean. */
export interface Meaning {
  readonly of: 'rc' | 'CONNACK code' | 'MQTT 5 reason code' | 'close code';
  readonly code: number;
  /** In a few words, without a full stop. */
  readonly meaning: string;
  /** Full sentences. */
  readonly advice: string;
  /** Of an rc: what it means as the answer to each kind that it may answer. */
  readonly kinds?: readonly { readonly kind: KindName; readonly meaning: string }[];
}

/** Whether one class of clients may use a topic in one way, and what happens if it may not. */
export interface TopicVerdict {
  readonly user: TopicUser;
  readonly use: TopicUse;
  readonly allowed: boolean;
  /** Why not; only where it is not allowed. */
  readonly fault?: TopicFault;
  /** Allowed, but without effect. */
  readonly ineffective?: Ineffective;
}

/** What a topic or filter is. */
export interface TopicExplanation {
  /** It contains a wildcard, so it can only be subscribed to. */
  readonly isFilter: boolean;
  /** The kinds of the topic, or those that the filter catches, with their free levels as far as they are fixed. */
  readonly kinds: readonly TopicMatch[];
  /** For every class, to publish and to subscribe; of a filter only to subscribe. */
  readonly verdicts: readonly TopicVerdict[];
}

/** Everything that a number means on this platform; empty for a number that means nothing. */
export function explainNumber(number: number): readonly Meaning[] {
  return tables.flatMap(([of, codes]) => {
    const found = codes.find(({ code }) => code === number);
    return found === undefined ? [] : [{ of, ...found, ...(of === 'rc' ? { kinds: answeredBy(number) } : {}) }];
  });
}

/** What a topic or filter is, who may use it, and what happens to others. Any text will do. */
export function explainTopic(text: string): TopicExplanation {
  const isFilter = text.split('/').some((level) => level === '+' || level === '#');
  const uses: readonly TopicUse[] = isFilter ? ['subscribe'] : ['publish', 'subscribe'];
  return {
    isFilter,
    kinds: isFilter ? caughtKinds(text) : kindsOfTopic(text),
    verdicts: users.flatMap((user) => uses.map((use) => verdict(user, use, text))),
  };
}

const tables: readonly (readonly [of: Meaning['of'], codes: readonly Code[]])[] = [
  ['rc', returnCodes],
  ['CONNACK code', connackCodes],
  ['MQTT 5 reason code', reasonCodes],
  ['close code', closeCodes],
];

const users: readonly TopicUser[] = ['device', 'gateway', 'application', 'quickstartDevice', 'quickstartApplication'];

function answeredBy(rc: number): readonly { readonly kind: KindName; readonly meaning: string }[] {
  return catalog.flatMap(({ name, answer }) => {
    const code = answer?.codes.find((candidate) => candidate.rc === rc);
    return code === undefined ? [] : [{ kind: name, meaning: code.meaning }];
  });
}

/** One topic can be two kinds: the sender decides. */
function kindsOfTopic(topic: string): readonly TopicMatch[] {
  const found = new Map<CatalogKind, TopicMatch>();
  for (const sender of ['device', 'gateway', 'application', 'platform'] as const) {
    const match = matchTopic(topic, sender);
    if (match !== undefined) found.set(match.kind, match);
  }
  return [...found.values()];
}

function verdict(user: TopicUser, use: TopicUse, text: string): TopicVerdict {
  const fault = topicFault(user, use, text);
  if (fault !== undefined) return { user, use, allowed: false, fault };
  const ineffective = use === 'publish' ? unknownOperation(text) : idleFilter(user, text);
  return { user, use, allowed: true, ...(ineffective === undefined ? {} : { ineffective }) };
}
