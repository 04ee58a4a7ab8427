import type { KindName } from '../wiotp/catalog.ts';

/** The requests of Device Management that a device answers, as they are offered to choose from. */
export const answeredKinds = [
  'dm.reboot',
  'dm.factoryReset',
  'dm.firmwareDownload',
  'dm.firmwareUpdate',
  'dm.customAction',
  'dm.deviceUpdate',
  'dm.observe',
  'dm.cancel',
] as const satisfies readonly KindName[];

/** A request of Device Management that a device answers. */
export type AnsweredKind = (typeof answeredKinds)[number];

/** How requests of one kind are answered: by the user, correctly by itself, or by the rules of a replies file. */
export type AnswerMode = 'ask' | 'automatic' | 'replies';

/** The mode of every kind. */
export type AnswerModes = Readonly<Record<AnsweredKind, AnswerMode>>;

/** Actions are the user's to answer; what only keeps the platform's picture of a device true is answered by itself. */
export const usualModes: AnswerModes = {
  'dm.reboot': 'ask',
  'dm.factoryReset': 'ask',
  'dm.firmwareDownload': 'ask',
  'dm.firmwareUpdate': 'ask',
  'dm.customAction': 'ask',
  'dm.deviceUpdate': 'automatic',
  'dm.observe': 'automatic',
  'dm.cancel': 'automatic',
};
