import * as vscode from 'vscode';
import type { AnswerFault, FaultState, ImageFault } from '../../rpc/faultState.ts';
import { byteCount } from './byteCount.ts';

/** A fault that works, in a few words. */
export function faultText({ answers, image, refuseNext, awayUntil }: FaultState, part: Exclude<keyof FaultState, 'scope'>): string {
  if (part === 'answers' && answers !== undefined) return answerFaultText(answers);
  if (part === 'image' && image !== undefined) return imageFaultText(image);
  if (part === 'refuseNext') return vscode.l10n.t('The next CONNECT is refused with {0}', refuseNext ?? '');
  return vscode.l10n.t('Away until {0}', new Date(awayUntil ?? 0).toLocaleTimeString());
}

function answerFaultText(fault: AnswerFault): string {
  switch (fault.kind) {
    case 'hold':
      return vscode.l10n.t('Answers are held');
    case 'delay':
      return vscode.l10n.t('Answers are delayed by {0} ms', fault.ms);
    case 'rc':
      return vscode.l10n.t('Requests are answered with {0}', fault.rc);
    case 'silent':
      return vscode.l10n.t('Requests are not answered');
  }
}

function imageFaultText(fault: ImageFault): string {
  switch (fault.kind) {
    case 'cut':
      return vscode.l10n.t('Images are cut at {0} %', fault.percent);
    case 'slow':
      return vscode.l10n.t('Images come at {0} per second', byteCount(fault.bytesPerSecond));
    case 'missing':
      return vscode.l10n.t('Images are not found');
    case 'wrongVerifier':
      return vscode.l10n.t('Images have a wrong verifier');
    case 'oversize':
      return vscode.l10n.t('Images are larger than announced');
  }
}
