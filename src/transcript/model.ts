import type { TextRange } from '../lint/problem.ts';
import type { Qos } from '../wiotp/message.ts';

/** A value and where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly range: TextRange;
}

/** What the transcript takes as done before its first step. */
export type Starts = 'managed' | 'connected' | 'offline';

/** The class of the client in a transcript. */
export type ClassId = 'Device' | 'Gateway';

/** A value of `vars`. */
export interface Variable {
  readonly key: TextRange;
  readonly value: Located<unknown>;
}

/** Everything a transcript has but its steps. */
export interface Header {
  readonly classId: ClassId;
  readonly typeId?: Located<string>;
  readonly deviceId?: Located<string>;
  readonly starts: Starts;
  readonly vars: ReadonlyMap<string, Variable>;
  /** Where its members stand, each from the key to the end of the value; also those that nobody knows. */
  readonly members: readonly TextRange[];
}

/** A transcript as far as it can be read; what cannot is left out and reported. */
export interface Transcript {
  readonly header: Header;
  readonly steps: readonly Step[];
  /** The document as JSON: comments and commas too many are blanks, every offset is as it was. */
  readonly json: string;
}

interface StepBase {
  /** The whole step. */
  readonly range: TextRange;
  /** The step says what must *not* happen. */
  readonly absent: boolean;
  /** How long to wait before it, in milliseconds. */
  readonly after: number;
}

/** How the payload of a message is written, with its place. */
export type Payload =
  | ({ readonly form: 'payload' } & Located<unknown>)
  | ({ readonly form: 'text' } & Located<string>)
  /** The bytes; `undefined` where the text is no base64. */
  | ({ readonly form: 'base64' } & Located<Uint8Array | undefined>);

/** A message. */
export interface MessageStep extends StepBase {
  readonly type: 'message';
  readonly topic: Located<string>;
  readonly payload?: Payload;
  readonly qos?: Located<Qos>;
  readonly retain?: Located<boolean>;
}

/** What happens to the connection. */
export interface ConnectionStep extends StepBase {
  readonly type: 'connection';
  readonly event: Located<'open' | 'subscribed' | 'closed' | 'refused'>;
  readonly cleanSession?: Located<boolean>;
  readonly filter?: Located<string>;
  readonly qos?: Located<Qos>;
  readonly by?: Located<'device' | 'platform'>;
  readonly code?: Located<number>;
}

/** Something a person must do. */
export interface AskStep extends StepBase {
  readonly type: 'ask';
}

/** The steps of another transcript. */
export interface IncludeStep extends StepBase {
  readonly type: 'include';
  readonly path: Located<string>;
}

/** Steps that take place several times. */
export interface RepeatStep extends StepBase {
  readonly type: 'repeat';
  readonly times: number;
  readonly steps: readonly Step[];
}

/** One step of a transcript. */
export type Step = MessageStep | ConnectionStep | AskStep | IncludeStep | RepeatStep;
