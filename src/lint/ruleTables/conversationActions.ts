import type { Rule } from '../rule.ts';
import { answer, common, message, notify, transcriptExample } from './transcriptExample.ts';

const { closed, download, manage, observe, observed, open, reboot, subscribed, update } = common;

/** Rules about actions that take several messages: observation, firmware, restarts. */
export const actionRules = {
  'conversation/not-observed': {
    title: 'A notification that nobody asked for',
    severity: 'warning',
    description:
      'The platform wants to be notified of an attribute from `iotdm-1/observe` to `iotdm-1/cancel`. The documents do not say what becomes ' +
      'of other notifications; do not expect them to change anything.',
    example: transcriptExample({ wrong: [notify({ updateStatus: 0 })], right: [observe, observed, notify({ updateStatus: 0 })] }),
  },
  'conversation/observe-missing': {
    title: 'A firmware action that is not observed',
    severity: 'warning',
    description:
      'The platform observes `mgmt.firmware` before it asks for a download or an update, and learns from notifications how far the device is. ' +
      'Without the observation the action has no end.',
    example: transcriptExample({
      wrong: [download, answer(202, 'download-1')],
      right: [observe, observed, download, answer(202, 'download-1')],
    }),
  },
  'conversation/firmware-accepted': {
    title: 'A firmware request accepted that cannot be carried out',
    severity: 'warning',
    description:
      'A device answers 400 to a download without an address (`uri`) or when its `state` is not 0, and to an update while no image is ' +
      'downloaded (`state` is not 2). With 202 the platform waits for an end that cannot come.',
    example: transcriptExample({
      wrong: [
        observe,
        observed,
        message('iotdm-1/device/update', { d: { fields: [{ field: 'mgmt.firmware', value: { uri: '' } }] }, reqId: 'update-1' }),
        answer(204, 'update-1'),
        download,
        answer(202, 'download-1'),
      ],
      right: [
        observe,
        observed,
        message('iotdm-1/device/update', { d: { fields: [{ field: 'mgmt.firmware', value: { uri: '' } }] }, reqId: 'update-1' }),
        answer(204, 'update-1'),
        download,
        answer(400, 'download-1'),
      ],
    }),
  },
  'conversation/firmware-order': {
    title: 'Firmware states in an order that cannot be',
    severity: 'warning',
    description:
      'A download is reported as `state` 1, then 2; one that fails as 0 with `updateStatus` 2, 3, 4 or 6. An update is reported as ' +
      '`updateStatus` 1, then as `state` 0 with `updateStatus` 0; one that fails as `updateStatus` 2 or 5. The platform follows the action ' +
      'by these numbers.',
    example: transcriptExample({
      wrong: [observe, observed, notify({ state: 1 })],
      right: [observe, observed, download, answer(202, 'download-1'), notify({ state: 1 })],
    }),
  },
  'conversation/firmware-progress': {
    title: 'Firmware progress that is told wrongly',
    severity: 'hint',
    description:
      'An update begins with `updateStatus` 1, and only an update does: a download has its `state`. The action ends all the same, but until ' +
      'then nobody sees how far the device is.',
    example: transcriptExample({
      wrong: [observe, observed, update, answer(202, 'update-1'), notify({ state: 0, updateStatus: 0 })],
      right: [observe, observed, update, answer(202, 'update-1'), notify({ updateStatus: 1 }), notify({ state: 0, updateStatus: 0 })],
    }),
  },
  'conversation/restart-unconfirmed': {
    title: 'A restart without an answer',
    severity: 'warning',
    description:
      'A device answers a reboot or a factory reset with 202 and restarts then. One that restarts at once leaves the platform waiting; the ' +
      'action still completes with the Manage request that follows, or times out.',
    example: transcriptExample({
      wrong: [reboot, closed, open, subscribed, manage],
      right: [reboot, answer(202, 'reboot-1'), closed, open, subscribed, manage],
    }),
  },
  'conversation/manage-missing': {
    title: 'A restart without a Manage request afterwards',
    severity: 'hint',
    description:
      'A reboot or a factory reset is complete when the device, back again, sends a Manage request. Without it the action never ends.',
    example: transcriptExample({
      wrong: [reboot, answer(202, 'reboot-1'), closed, open, subscribed],
      right: [reboot, answer(202, 'reboot-1'), closed, open, subscribed, manage],
    }),
  },
} as const satisfies Readonly<Record<string, Rule>>;
