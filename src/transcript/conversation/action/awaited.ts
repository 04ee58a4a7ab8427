import { alternatives } from '../../../lint/wording.ts';
import type { MessageEvent } from '../event.ts';
import { reqIdOf } from '../exchange.ts';
import type { Expected } from './course.ts';

/** The answer that a request waits for, with its usual code first; `undefined` when it asks for none. */
export function awaitedAnswer(request: MessageEvent): Expected | undefined {
  const { kind, sender } = request;
  if (kind?.answer === undefined || reqIdOf(request) === undefined) return undefined;
  const [usual, ...others] = kind.answer.codes.filter(({ harmless }) => harmless !== true).map(({ rc }) => rc);
  const from = sender === 'platform' ? 'device' : 'platform';
  const otherwise = others.length === 0 ? '' : `; otherwise rc ${alternatives(others)}`;
  return { from, text: `The ${from} answers the ${kind.title} with the same reqId: rc ${usual}${otherwise}.` };
}
