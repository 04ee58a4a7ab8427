/** The member that says what a step is. */
export type StepType = 'topic' | 'connection' | 'ask' | 'include' | 'repeat';

/** What a step of each sort is called at the beginning of a sentence, and the members it has besides those of every step. */
export const stepMembers: Readonly<Record<StepType, { readonly called: string; readonly members: readonly string[] }>> = {
  topic: { called: 'A message', members: ['topic', 'payload', 'text', 'base64', 'qos', 'retain', 'expect', 'absent'] },
  connection: { called: 'A connection event', members: ['connection', 'by', 'absent'] },
  ask: { called: 'A step for a person', members: ['ask'] },
  include: { called: 'An included transcript', members: ['include'] },
  repeat: { called: 'A repetition', members: ['repeat', 'steps'] },
};

/** The sorts of steps, in the order in which a step that says two is taken for one. */
export const stepTypes: readonly StepType[] = ['topic', 'connection', 'ask', 'include', 'repeat'];

/** The members of every step. */
export const commonMembers = ['note', 'within', 'after', 'at'] as const;

/** The connection events, and the members that each has besides those of every connection event. */
export const connectionMembers = {
  open: ['cleanSession'],
  subscribed: ['filter', 'qos'],
  closed: ['code'],
  refused: ['code', 'cleanSession'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What can happen to a connection. */
export type ConnectionEventName = keyof typeof connectionMembers;

/** The names of the connection events. */
export const connectionEventNames = Object.keys(connectionMembers) as readonly ConnectionEventName[];
