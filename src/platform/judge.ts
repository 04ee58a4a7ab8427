import { lintPayload } from '../lint/lintPayload.ts';
import type { Judge } from './dm/managementServer.ts';

/** Small devices have buffers of 256 bytes for a whole packet [GH pubsubclient#193]. */
const maxMessageLength = 120;

const decoder = new TextDecoder();

/** Judges payloads by the linter: what it calls an error, the platform answers with 400 and its first sentence. */
export const lintJudge: Judge = (kind, payload) => {
  const error = lintPayload(decoder.decode(payload), kind).find(({ severity }) => severity === 'error');
  if (error === undefined) return undefined;
  const [sentence = ''] = error.message.split(/(?<=[.!?])\s/, 1);
  return sentence.length > maxMessageLength ? `${sentence.slice(0, maxMessageLength - 1)}…` : sentence;
};
