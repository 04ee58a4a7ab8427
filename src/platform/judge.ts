import { lintPayload } from '../lint/lintPayload.ts';
import { answerMessage } from './dm/answerMessage.ts';
import type { Judge } from './dm/managementServer.ts';

const decoder = new TextDecoder();

/** Judges payloads by the linter: what it calls an error, the platform answers with 400 and its first sentence. */
export const lintJudge: Judge = (kind, payload) => {
  const error = lintPayload(decoder.decode(payload), kind).find(({ severity }) => severity === 'error');
  return error === undefined ? undefined : answerMessage(error.message);
};
