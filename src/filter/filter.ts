/** A filter as it was understood. */
export type Filter = AllOf | AnyOf | Not | FieldTerm | TextTerm;

/** Every part holds; with no part, everything does. */
export interface AllOf {
  readonly all: readonly Filter[];
}

/** At least one part holds. */
export interface AnyOf {
  readonly any: readonly Filter[];
}

export interface Not {
  readonly not: Filter;
}

/** One of the values of a field holds, such as `kind:dm.*,mon.device` or `rc:>=400`. */
export interface FieldTerm {
  readonly field: FieldName;
  readonly values: readonly string[];
}

/**
 * A text stands in the row: in payload, topic, client, the kind's title, the meaning of the rc, or what a connection event, note or
 * marker says. Case does not matter.
 */
export interface TextTerm {
  readonly text: string;
}

/** What can stand before a colon. The table of fields says what each means. */
export type FieldName =
  'kind' | 'dir' | 'at' | 'client' | 'topic' | 'event' | 'rc' | 'size' | 'time' | 'latency' | 'problem' | 'reqId' | 'qos' | 'is' | 'note';

/** The filter that lets everything through. */
export const everything: AllOf = { all: [] };
