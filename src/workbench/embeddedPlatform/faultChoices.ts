import * as vscode from 'vscode';
import { faultLimits, type AnswerFault, type FaultCommand, type ImageFault } from '../../rpc/device/faultState.ts';
import { connackCode } from '../../wiotp/codes.ts';

/** A number that a fault needs. */
export interface FaultNumber {
  readonly prompt: string;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

/** One fault to choose. */
export interface FaultChoice {
  readonly label: string;
  readonly detail: string;
  readonly number?: FaultNumber;
  /** The fault itself; the number is that of {@link FaultChoice.number}. */
  make(number: number): FaultCommand;
}

/** CONNACK codes of a refusal. */
const refusals = [5, 4, 3, 2, 1] as const;

/** Every fault that can be injected, the usual ones first. */
export function faultChoices(): readonly FaultChoice[] {
  return [
    {
      label: vscode.l10n.t('Drop the connection now'),
      detail: vscode.l10n.t('Closes it with code 94; the device should come back by itself'),
      make: () => ({ fault: 'drop' }),
    },
    {
      label: vscode.l10n.t('Half-open connection'),
      detail: vscode.l10n.t('It stays open, and nothing is read or sent any more: only its keepalive tells the device'),
      make: () => ({ fault: 'halfOpen' }),
    },
    {
      label: vscode.l10n.t('Go away for a while…'),
      detail: vscode.l10n.t('The connection is closed, and for so long new ones end before CONNACK'),
      number: { prompt: vscode.l10n.t('Seconds'), usual: 30, least: 1, most: faultLimits.awaySeconds },
      make: (seconds) => ({ fault: 'away', seconds }),
    },
    ...refusals.map((code) => ({
      label: vscode.l10n.t('Refuse the next CONNECT with {0}', code),
      detail: connackCode(code).meaning,
      make: (): FaultCommand => ({ fault: 'refuseNext', code }),
    })),
    answers(
      vscode.l10n.t('Answer with 409'),
      vscode.l10n.t('Requests of Device Management meet a conflict; they should be tried again later'),
      {
        kind: 'rc',
        rc: 409,
      },
    ),
    answers(vscode.l10n.t('Answer with 500'), vscode.l10n.t('Requests of Device Management meet an internal error'), {
      kind: 'rc',
      rc: 500,
    }),
    answers(vscode.l10n.t('Stay silent'), vscode.l10n.t('Requests of Device Management are not answered'), { kind: 'silent' }),
    answers(vscode.l10n.t('Hold answers'), vscode.l10n.t('They are sent when the fault is cleared'), { kind: 'hold' }),
    {
      label: vscode.l10n.t('Delay answers…'),
      detail: vscode.l10n.t('Requests of Device Management are answered late'),
      number: { prompt: vscode.l10n.t('Milliseconds'), usual: 5000, least: 1, most: faultLimits.delayMs },
      make: (ms) => ({ fault: 'answers', answers: { kind: 'delay', ms } }),
    },
    {
      label: vscode.l10n.t('Cut firmware images…'),
      detail: vscode.l10n.t('The transfer ends in the middle'),
      number: { prompt: vscode.l10n.t('Per cent that arrive'), usual: 50, least: 0, most: faultLimits.cutPercent },
      make: (percent) => ({ fault: 'image', image: { kind: 'cut', percent } }),
    },
    {
      label: vscode.l10n.t('Slow firmware images…'),
      detail: vscode.l10n.t('They come at a trickle'),
      number: { prompt: vscode.l10n.t('Bytes per second'), usual: 1000, least: 1, most: faultLimits.bytesPerSecond },
      make: (bytesPerSecond) => ({ fault: 'image', image: { kind: 'slow', bytesPerSecond } }),
    },
    image(vscode.l10n.t('Missing firmware images'), vscode.l10n.t('HTTP status 404'), { kind: 'missing' }),
    image(vscode.l10n.t('Wrong verifier'), vscode.l10n.t('The image is not what its verifier says; it must not be installed'), {
      kind: 'wrongVerifier',
    }),
    image(vscode.l10n.t('Oversize firmware images'), vscode.l10n.t('More comes than the device has room for'), { kind: 'oversize' }),
  ];
}

function answers(label: string, detail: string, fault: AnswerFault): FaultChoice {
  return { label, detail, make: () => ({ fault: 'answers', answers: fault }) };
}

function image(label: string, detail: string, fault: ImageFault): FaultChoice {
  return { label, detail, make: () => ({ fault: 'image', image: fault }) };
}
