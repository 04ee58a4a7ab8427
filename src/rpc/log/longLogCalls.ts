import type { LogReadCalls } from './logCalls.ts';

/** The calls about the log that may take any time: they read or delete many rows, or wait for a file. Callers set no limit to them. */
export const longLogCalls = [
  'clear',
  'openView',
  'findRow',
  'known',
  'openLog',
  'closeLog',
  'exportLog',
  'startRecording',
  'stopRecording',
  'plotSources',
  'series',
  'conversation',
  'recentActions',
  'compareBoots',
  'previousOfTopic',
  'lookUp',
] as const satisfies readonly (keyof LogReadCalls)[];

/** The calls about the log that take a moment, whatever the log holds. Every call is either long or one of these. */
export type QuickLogCall = Exclude<keyof LogReadCalls, (typeof longLogCalls)[number]>;
