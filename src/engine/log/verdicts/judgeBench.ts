import type { Remark } from '../../store/storedMessage.ts';
import type { Finding, Judge } from './judge.ts';

/** Who judges messages. */
export interface JudgeBench {
  /** What is wrong with a message, at once. */
  readonly judge: Judge;
  /** What else is wrong with it, which takes its time to find; `undefined` when nobody looks for it. */
  own?(topic: string, payload: Uint8Array): Promise<readonly Finding[]> | undefined;
  /** Remarks with the severities that the user chose; without those whose rules are off. */
  decide?(remarks: readonly Remark[]): readonly Remark[];
}
