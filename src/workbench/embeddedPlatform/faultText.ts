import * as vscode from 'vscode';
import type { AnswerFault, FaultCommand, FaultScope, FaultState, ImageFault } from '../../rpc/device/faultState.ts';
import { byteCount } from './byteCount.ts';
import { deviceKey } from './platformState.ts';
import type { FaultPart } from './tree/platformNode.ts';

/** A fault that works, in a few words. */
export function faultText({ answers, image, refuseNext, awayUntil }: FaultState, part: FaultPart): string {
  if (part === 'answers' && answers !== undefined) return answerFaultText(answers);
  if (part === 'image' && image !== undefined) return imageFaultText(image);
  if (part === 'refuseNext') return vscode.l10n.t('The next CONNECT is refused with {0}', refuseNext ?? '');
  return vscode.l10n.t('Away until {0}', new Date(awayUntil ?? 0).toLocaleTimeString());
}

/**
 * What was just injected, in the words by which the tree shows it, with the fault that it took the place of. `before` are the faults
 * that worked until then.
 */
export function injectedText(scope: FaultScope, command: FaultCommand, before: readonly FaultState[]): string {
  if (command.fault === 'drop') return vscode.l10n.t('The connection was dropped');
  if (command.fault === 'halfOpen') return vscode.l10n.t('The connection is half-open');
  if (command.fault === 'clear') return vscode.l10n.t('No fault works any more');
  const { state, part } = stateOf(scope, command);
  const now = faultText(state, part);
  const earlier = before.find((fault) => isSameScope(fault.scope, scope));
  if (earlier?.[part] === undefined || faultText(earlier, part) === now) return now;
  return vscode.l10n.t('{0}, in place of “{1}”', now, faultText(earlier, part));
}

type LastingFault = Exclude<FaultCommand, { readonly fault: 'drop' | 'halfOpen' | 'clear' }>;

function stateOf(scope: FaultScope, command: LastingFault): { readonly state: FaultState; readonly part: FaultPart } {
  switch (command.fault) {
    case 'refuseNext':
      return { state: { scope, refuseNext: command.code }, part: 'refuseNext' };
    case 'away':
      return { state: { scope, awayUntil: Date.now() + command.seconds * 1000 }, part: 'awayUntil' };
    case 'answers':
      return { state: { scope, answers: command.answers }, part: 'answers' };
    case 'image':
      return { state: { scope, image: command.image }, part: 'image' };
  }
}

function isSameScope(a: FaultScope, b: FaultScope): boolean {
  return a === 'all' || b === 'all' ? a === b : deviceKey(a) === deviceKey(b);
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
