import { isGeneric, kindByShape, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { unreadable } from '../consequence.ts';
import type { Problem } from '../problem.ts';
import { jsonRule } from './jsonRule.ts';

/** `json/encoding`: bytes that are not UTF-8 where JSON must be. */
export function encodingProblem(kind: PayloadKind): readonly Problem[] {
  const effect = isGeneric(kind) ? 'Nobody can read it.' : unreadable(kind);
  return [
    {
      ...jsonRule('json/encoding', isGeneric(kind) ? kindByShape(kind, {}) : kind),
      message: `The payload is not UTF-8, and JSON is. ${effect} Encode it as UTF-8, or publish it in a format other than json.`,
      range: { start: 0, end: 0 },
    },
  ];
}
