import { answeredKinds, usualModes, type AnsweredKind, type AnswerMode, type AnswerModes } from '../../replies/answerMode.ts';

/** Ways to answer every kind of request that are chosen at once. */
export const answerPresets = {
  /** The user answers actions; what only keeps the platform's picture true is automatic. */
  usual: usualModes,
  automatic: all('automatic'),
  replies: all('replies'),
  ask: all('ask'),
} as const;

/** The name of a preset. */
export type AnswerPreset = keyof typeof answerPresets;

/** Whether two choices are the same. */
export function sameModes(one: AnswerModes, other: AnswerModes): boolean {
  return answeredKinds.every((kind) => one[kind] === other[kind]);
}

/** The modes with another one for a kind. */
export function withMode(modes: AnswerModes, kind: AnsweredKind, mode: AnswerMode): AnswerModes {
  return { ...modes, [kind]: mode };
}

function all(mode: AnswerMode): AnswerModes {
  return {
    'dm.reboot': mode,
    'dm.factoryReset': mode,
    'dm.firmwareDownload': mode,
    'dm.firmwareUpdate': mode,
    'dm.customAction': mode,
    'dm.deviceUpdate': mode,
    'dm.observe': mode,
    'dm.cancel': mode,
  };
}
