import { isObject, member as memberOf } from '../../lint/json.ts';
import { answeredKinds, usualModes, type AnswerMode, type AnswerModes } from '../../replies/answerMode.ts';
import type { Qos } from '../../wiotp/message.ts';
import type { ProxyChoice, Subscription, Will } from '../profile.ts';
import { withoutPassword } from '../proxyUrl.ts';
import { withoutSecrets } from '../secretMembers.ts';

const answerModes: readonly AnswerMode[] = ['ask', 'automatic', 'replies'];

/** Of a subscription that names none: what is sent while the device is away is kept for QoS 1 and 2 only [D-mqtt]. */
const usualSubscriptionQos: Qos = 1;

/** What a member of a profile may hold. */
export interface Shape<T = unknown> {
  /** Completes the sentence "It must be …". */
  readonly expected: string;
  /** A clean copy of a value, without members that nobody knows; `undefined` for a value of another shape. */
  readonly read: (value: unknown) => T | undefined;
}

export const text: Shape<string> = { expected: 'text', read: (value) => (typeof value === 'string' ? value : undefined) };

export const flag: Shape<boolean> = { expected: 'true or false', read: (value) => (typeof value === 'boolean' ? value : undefined) };

export const number: Shape<number> = {
  expected: 'a whole number',
  read: (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined),
};

export const duration: Shape<number> = {
  expected: 'a number',
  read: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
};

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return {
    expected: `one of ${words.map((word) => `"${word}"`).join(', ')}`,
    read: (value) => words.find((word) => word === value),
  };
}

export const qos: Shape<Qos> = { expected: '0, 1 or 2', read: (value) => ([0, 1, 2] as const).find((candidate) => candidate === value) };

export const textList: Shape<readonly string[]> = { expected: 'a list of texts', read: (value) => listOf(value, text.read) };

export const texts: Shape<Readonly<Record<string, string>>> = {
  expected: 'an object whose members are texts',
  read: (value) => {
    const members = membersOf(withoutSecrets(value));
    return members?.every(([, member]) => typeof member === 'string') === true
      ? (Object.fromEntries(members) as Record<string, string>)
      : undefined;
  },
};

export const json: Shape<Readonly<Record<string, unknown>>> = {
  expected: 'an object',
  read: (value) => {
    const members = membersOf(withoutSecrets(value));
    return members === undefined ? undefined : Object.fromEntries(members);
  },
};

export const proxy: Shape<ProxyChoice> = {
  expected: 'a choice of a proxy',
  read: (value) => {
    const kind = memberOf(value, 'kind');
    const url = memberOf(value, 'url');
    if (kind === 'none' || kind === 'editor') return { kind };
    return kind === 'url' && typeof url === 'string' ? { kind, url: withoutPassword(url) } : undefined;
  },
};

/** A proxy as a profiles file writes it. A password in the URL is left out. */
export const proxyText: Shape<ProxyChoice> = {
  expected: '"none", "editor" or the URL of a proxy',
  read: (value) => {
    if (value === 'none' || value === 'editor') return { kind: value };
    return typeof value === 'string' ? { kind: 'url', url: withoutPassword(value) } : undefined;
  },
};

export function textOfProxy(value: unknown): unknown {
  const choice = proxy.read(value);
  return choice?.kind === 'url' ? choice.url : choice?.kind;
}

export const will: Shape<Will> = {
  expected: 'an object with "topic" and, as wanted, "payload" and "qos"',
  read: (value) => {
    const topic = memberOf(value, 'topic');
    const payload = memberOf(value, 'payload') ?? '';
    const level = qos.read(memberOf(value, 'qos') ?? 0);
    return typeof topic === 'string' && typeof payload === 'string' && level !== undefined ? { topic, payload, qos: level } : undefined;
  },
};

export const subscriptions: Shape<readonly Subscription[]> = {
  expected: 'a list of objects with "filter" and, as wanted, "qos"',
  read: (value) =>
    listOf(value, (entry) => {
      const filter = memberOf(entry, 'filter');
      const level = qos.read(memberOf(entry, 'qos') ?? usualSubscriptionQos);
      return typeof filter === 'string' && level !== undefined ? { filter, qos: level } : undefined;
    }),
};

/** Modes that are not named are the usual ones. */
export const modes: Shape<AnswerModes> = {
  expected: `an object of "${answeredKinds[0]}" and others, each ${answerModes.map((mode) => `"${mode}"`).join(', ')}`,
  read: (value) => {
    const members = membersOf(value);
    if (members === undefined) return undefined;
    const given = members.flatMap(([name, mode]) => {
      const kind = answeredKinds.find((candidate) => candidate === name);
      return kind === undefined ? [] : [[kind, answerModes.find((candidate) => candidate === mode)] as const];
    });
    return given.every(([, mode]) => mode !== undefined)
      ? { ...usualModes, ...(Object.fromEntries(given) as Partial<AnswerModes>) }
      : undefined;
  },
};

function membersOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  return isObject(value) ? Object.entries(value) : undefined;
}

function listOf<T>(value: unknown, read: (element: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const elements = value.map(read).filter((element) => element !== undefined);
  return elements.length === value.length ? elements : undefined;
}
