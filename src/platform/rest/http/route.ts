import type { Link } from '../../ports/link.ts';
import type { Caller, CallerKind } from '../access/caller.ts';

/** Methods of the REST interface. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** One call, whose caller is known to be let in. */
export interface Call {
  readonly caller: Caller;
  /** The free levels of the path, decoded. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Uint8Array;
  /** The media type of the body, in lower case and without parameters; empty when it is not told. */
  readonly mediaType: string;
  readonly link: Link;
  /** Says when the caller has gone without waiting for the answer. */
  readonly gone: AbortSignal;
}

/** What answers a call. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON; nothing without it. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: { readonly data: Uint8Array; readonly mediaType: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call that is served. */
export interface Route {
  readonly method: Method;
  /** Below `/api/v0002`, with free levels in braces: `/device/types/{typeId}`. */
  readonly path: string;
  /** Who may call it. */
  readonly by: CallerKind;
  /** The most bytes that a body may have; those of the REST interface unless told. */
  readonly mostBytes?: number;
  /** @throws Refusal with the HTTP status as code. */
  serve(call: Call): Answer | Promise<Answer>;
}

/** 200 with a body. */
export function found(json: unknown): Answer {
  return { status: 200, json };
}

/** 201 with a body. */
export function created(json: unknown): Answer {
  return { status: 201, json };
}

/** 204. */
export const nothing: Answer = { status: 204 };
