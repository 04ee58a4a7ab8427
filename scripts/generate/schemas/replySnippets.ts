import { answeredKinds, usualModes } from '../../../src/replies/answerMode.ts';
import { firmwareFailures } from '../../../src/wiotp/codes/firmwareFailures.ts';
import type { EntrySnippet } from './entrySnippet.ts';

/** What a device is asked to do; the rest only keeps the platform's picture of it true. */
const actions = answeredKinds.filter((name) => usualModes[name] === 'ask');

/** What people most often want a device to do wrong. */
export const replySnippets: readonly EntrySnippet[] = [
  {
    label: 'Refuse an action',
    description: 'The device answers that the attempt failed.',
    body: {
      on: oneOf(1, actions),
      rc: '^${2:500}',
      message: '${3:The device is busy}',
    },
  },
  {
    label: 'Say nothing',
    description: 'The device does not answer, and the request times out at the platform.',
    body: { on: oneOf(1, answeredKinds), silent: true },
  },
  {
    label: 'Fail a firmware download',
    description: 'The device accepts the download, and reports at its end that it failed.',
    body: { on: 'dm.firmwareDownload', rc: 202, updateStatus: `^${oneOf(1, firmwareFailures.download)}` },
  },
  {
    label: 'Fail a firmware update',
    description: 'The device accepts the update, and reports at its end that it failed.',
    body: { on: 'dm.firmwareUpdate', rc: 202, updateStatus: `^${oneOf(1, firmwareFailures.update)}` },
  },
  {
    label: 'Refuse the first requests',
    description: 'The device refuses so many requests, and then goes on to the next rule.',
    body: { on: oneOf(1, actions), rc: 500, times: '^${2:1}' },
  },
  {
    label: 'Answer late',
    description: 'The device holds its answer back.',
    body: {
      on: oneOf(1, answeredKinds),
      delay: '^${2:5000}',
    },
  },
  {
    label: 'Fail a custom action',
    description: 'The device refuses one action of a bundle.',
    body: { on: 'dm.customAction', when: { bundleId: '${1:bundle}', actionId: '${2:action}' }, rc: 500, message: '${3:The action failed}' },
  },
];

/** The place of a snippet where one of several values is chosen. */
function oneOf(stop: number, values: readonly (string | number)[]): string {
  return `\${${stop}|${values.join(',')}|}`;
}
