import * as vscode from 'vscode';
import { updateAction, type ActionPhase, type ActionState } from '../../../rpc/device/actionState.ts';
import { progressText } from '../byteCount.ts';

/** How the phase of an action is shown. */
export interface ActionLook {
  readonly icon: string;
  readonly color?: string;
  readonly word: string;
}

/** The name of an action for people. */
export function actionName(action: string): string {
  switch (action) {
    case 'device/reboot':
      return vscode.l10n.t('reboot');
    case 'device/factoryReset':
      return vscode.l10n.t('factory reset');
    case 'firmware/download':
      return vscode.l10n.t('firmware download');
    case 'firmware/update':
      return vscode.l10n.t('firmware update');
    default:
      return action.startsWith(updateAction) ? vscode.l10n.t('update of {0}', action.slice(updateAction.length)) : action;
  }
}

export function actionLook(phase: ActionPhase): ActionLook {
  switch (phase) {
    case 'requested':
      return { icon: 'loading~spin', word: vscode.l10n.t('requested') };
    case 'accepted':
      return { icon: 'loading~spin', word: vscode.l10n.t('accepted') };
    case 'complete':
      return { icon: 'pass', color: 'testing.iconPassed', word: vscode.l10n.t('complete') };
    case 'failed':
      return { icon: 'error', color: 'testing.iconFailed', word: vscode.l10n.t('failed') };
    case 'timed out':
      return { icon: 'watch', color: 'testing.iconFailed', word: vscode.l10n.t('timed out') };
    case 'cancelled':
      return { icon: 'circle-slash', word: vscode.l10n.t('cancelled') };
    case 'carried out after time-out':
      return { icon: 'pass', color: 'testing.iconQueued', word: vscode.l10n.t('carried out after time-out') };
  }
}

/** Whether an action has not ended yet. */
export function isUnderWay({ state }: ActionState): boolean {
  return state === 'requested' || state === 'accepted';
}

/** An action in a few words: `reboot complete`, `firmware download accepted, 0.5 MB of 1 MB (50 %)`. */
export function actionText(action: ActionState): string {
  return `${actionName(action.action)} ${actionPhaseText(action)}`;
}

export function actionPhaseText(action: ActionState): string {
  const { state, rc, progress } = action;
  const words = [actionLook(state).word];
  if (state === 'failed' && rc !== undefined) words.push(vscode.l10n.t('rc {0}', rc));
  if (isUnderWay(action) && progress !== undefined) words.push(progressText(progress));
  return words.join(', ');
}
