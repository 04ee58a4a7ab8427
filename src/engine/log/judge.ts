import { isUtf8 } from 'node:buffer';
import { lintPayload } from '../../lint/lintPayload.ts';
import type { Severity } from '../../lint/problem.ts';
import type { TopicMatch } from '../../wiotp/topic.ts';

/** One thing that is wrong with a message. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

/** Says what is wrong with a payload of a kind; nothing when all is well. Never throws. */
export type Judge = (match: TopicMatch, payload: Uint8Array) => readonly Finding[];

/** The linter as a judge of bytes. */
export const lintJudge: Judge = ({ kind, parts }, payload) => {
  const isFree = kind.schema === undefined && parts['format'] !== 'json';
  if (isFree) return [];
  if (!isUtf8(payload)) {
    return [{ rule: 'json/encoding', severity: 'error', message: 'The payload is not UTF-8, so nobody can read it as JSON.' }];
  }
  return lintPayload(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'), kind);
};

/** The worst severity among findings. */
export function worstOf(findings: readonly Finding[]): Severity | undefined {
  return (['error', 'warning', 'hint'] as const).find((severity) => findings.some((finding) => finding.severity === severity));
}
