import type { DeviceAnswer } from '../../rpc/device/deviceRequest.ts';
import type { PendingRequest } from '../../rpc/session/sessionState.ts';
import type { AnsweredKind } from '../../replies/answerMode.ts';
import { firmwareFailures } from '../../wiotp/codes/firmwareFailures.ts';
import { memberNumbers } from '../../wiotp/codes/memberNumbers.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import type { AnswerCode } from '../../wiotp/kind.ts';

/** The codes that may answer a request, the usual one first. */
export function codesOf(kind: AnsweredKind): readonly AnswerCode[] {
  return kindNamed(kind).answer?.codes ?? [];
}

/** The codes that may answer a request, what a correct device would answer now first. */
export function codesFor({ kind, usual }: Pick<PendingRequest, 'kind' | 'usual'>): readonly AnswerCode[] {
  return codesOf(kind).toSorted((one, other) => Number(other.rc === usual) - Number(one.rc === usual));
}

/** A return code that somebody typed, or what is wrong with it. */
export function readTypedCode(text: string): number | { readonly refused: string } {
  const code = text.trim().replace(/^rc\s*/i, '');
  return /^-?\d{1,9}$/.test(code) ? Number(code) : { refused: 'A return code is a whole number, such as 200.' };
}

/** Whether an answer begins something that ends later, well or not: a download, or an update. */
export function beginsFirmware(kind: AnsweredKind, rc: number): boolean {
  return rc === 202 && (kind === 'dm.firmwareDownload' || kind === 'dm.firmwareUpdate');
}

/** One way in which firmware can end. */
export interface FirmwareEnd {
  /** Absent for success. */
  readonly updateStatus: number | undefined;
  /** The catalog's words. */
  readonly meaning: string;
  /** Whether the documents name it for this action. */
  readonly documented: boolean;
}

const firstFailure = 2;

/** How a firmware action can end: success first, then the failures that are documented for it, then the others. */
export function firmwareEnds(kind: 'dm.firmwareDownload' | 'dm.firmwareUpdate'): readonly FirmwareEnd[] {
  const documented = firmwareFailures[kind === 'dm.firmwareDownload' ? 'download' : 'update'];
  const failures = memberNumbers.updateStatus
    .map((meaning, updateStatus) => ({ updateStatus, meaning, documented: documented.includes(updateStatus) }))
    .slice(firstFailure);
  const [success = ''] = memberNumbers.updateStatus;
  return [
    { updateStatus: undefined, meaning: success, documented: true },
    ...failures.toSorted((a, b) => Number(b.documented) - Number(a.documented)),
  ];
}

/** The payload that an answer becomes, but for the reqId. */
export function answerPreview({ rc, message, d }: DeviceAnswer): string {
  return JSON.stringify({ rc, ...(message === undefined ? {} : { message }), ...(d === undefined ? {} : { d }) });
}
