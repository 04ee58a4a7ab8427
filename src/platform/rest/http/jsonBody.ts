import type { JsonObject } from '../../../rpc/device/deviceState.ts';
import { isObject, member } from '../../../lint/json.ts';
import { lintPayload } from '../../../lint/lintPayload.ts';
import type { PayloadContext } from '../../../lint/payloadContext.ts';
import type { Problem } from '../../../lint/problem.ts';
import { kindNamed, type KindName } from '../../../wiotp/catalog.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { tooDeep } from '../../dm/nesting.ts';
import { refused } from './refused.ts';
import type { Call } from './route.ts';

/** What a body violates, as the service listed it. */
export class InvalidBody extends Refusal {
  readonly problems: readonly Problem[];
  /** The text in which the problems have their places; absent where they are told of a part of the body. */
  readonly text: string | undefined;

  constructor(problems: readonly Problem[], text?: string) {
    const [first] = problems;
    super(first?.message ?? 'The body breaks a rule.', {
      rule: first?.rule ?? 'bodies follow their schema',
      advice: 'Correct the body.',
      code: 400,
    });
    this.problems = problems;
    this.text = text;
  }
}

/** The body as an object. @throws Refusal with code 415 or 400. */
export function objectBody(call: Call): JsonObject {
  const value = jsonBody(call);
  if (isObject(value)) return value;
  throw refused(400, 'The body is no JSON object.', 'the body is an object', 'Send { … }.');
}

/** The body as JSON. @throws Refusal with code 415 or 400. */
export function jsonBody({ body, mediaType }: Call): unknown {
  if (mediaType !== '' && mediaType !== 'application/json') {
    throw refused(415, `The body is ${mediaType}.`, 'bodies are JSON', 'Send it with Content-Type: application/json.');
  }
  const value = parse(decodeText(body));
  if (!tooDeep(value)) return value;
  throw refused(400, 'The body is nested too deep.', 'what is kept has few levels', 'Nest it less.');
}

/** Judges the body as it came. @throws InvalidBody for what the linter calls an error. */
export function expectBody(kind: KindName, { body }: Call): void {
  const text = decodeText(body);
  const errors = errorsIn(text, kind);
  if (errors.length > 0) throw new InvalidBody(errors, text);
}

/** Judges a part of a body as the linter judges the member `d` of this kind. @throws InvalidBody for what it calls an error. */
export function expectPart(kind: KindName, part: JsonObject): void {
  const errors = errorsIn(JSON.stringify(part), kind, { restBody: true });
  if (errors.length > 0) throw new InvalidBody(errors);
}

function errorsIn(text: string, kind: KindName, context?: PayloadContext): readonly Problem[] {
  return lintPayload(text, kindNamed(kind), context).filter(({ severity }) => severity === 'error');
}

/** A member of an object, never one that it inherits; null counts as missing, because some libraries name every member [PY]. */
export function memberOf(value: JsonObject, name: string): unknown {
  return member(value, name) ?? undefined;
}

/** An object without the members that are null. */
export function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw refused(400, `The body is no JSON: ${cause}`, 'bodies are JSON', 'Correct the body.', error);
  }
}

function decodeText(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    throw refused(400, 'The body is no UTF-8.', 'bodies are JSON in UTF-8', 'Encode it as UTF-8.', error);
  }
}
