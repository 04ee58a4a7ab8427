import type { Rule } from '../rule.ts';

/** Rules about files that say how a device answers, `.wiotp/replies.json`. */
export const repliesRules = {
  'replies/missing': {
    title: 'Something without which a rule says nothing',
    severity: 'error',
    description:
      'A replies file is an object with the list `replies`, and each rule in it says with `on` which kind of request it answers. ' +
      'Without them no rule of the file counts.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"rc": 500}]}',
      right: '{"replies": [{"on": "dm.reboot", "rc": 500}]}',
    },
  },
  'replies/value': {
    title: 'A value that a reply cannot have',
    severity: 'error',
    description:
      'A member has the wrong type, or is out of its range: `on` is the kind of a request of the platform such as `dm.reboot`, `delay` 0 to ' +
      '600,000 milliseconds, `times` at least 1, `updateStatus` 0 or 2 to 6. Rules count in their order, so one that cannot be understood makes the ' +
      'whole file unusable: another would answer in its place.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"on": "reboot", "rc": 500}]}',
      right: '{"replies": [{"on": "dm.reboot", "rc": 500}]}',
    },
  },
  'replies/answer': {
    title: 'An answer that breaks the protocol',
    severity: 'warning',
    description:
      'The return code does not answer this kind of request, or `d` is not what the protocol asks for. It is sent as it stands, so that it ' +
      'can be tried what a back-end does about it; the warning says what the platform makes of it.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"on": "dm.reboot", "rc": 200}]}',
      right: '{"replies": [{"on": "dm.reboot", "rc": 202}]}',
    },
  },
  'replies/update-status': {
    title: 'An updateStatus that does not end this action',
    severity: 'warning',
    description:
      'A firmware download fails with `updateStatus` 2 (out of memory), 3 (connection lost), 4 (verification failed) or 6 (invalid URI), an ' +
      'update with 2 or 5 (unsupported image). Another one is reported as it stands, but no device that keeps to the protocol does so.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"on": "dm.firmwareDownload", "updateStatus": 5}]}',
      right: '{"replies": [{"on": "dm.firmwareDownload", "updateStatus": 4}]}',
    },
  },
  'replies/no-effect': {
    title: 'A member that has no effect',
    severity: 'warning',
    description:
      'With `silent` nothing is answered, so everything about the answer is idle. `updateStatus` is how a firmware action ends: others have ' +
      'none, and one that is refused never begins.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"on": "dm.reboot", "silent": true, "message": "Busy"}]}',
      right: '{"replies": [{"on": "dm.reboot", "silent": true}]}',
    },
  },
  'replies/when': {
    title: 'A condition that no request meets',
    severity: 'warning',
    description:
      'Only custom actions have a `bundleId` and an `actionId`; every request has a `reqId` of its own; and what stands in `payload` must be ' +
      'something that the platform sends. A rule with another condition never counts, or only for requests that break the protocol.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"on": "dm.reboot", "when": {"actionId": "calibrate"}, "rc": 500}]}',
      right: '{"replies": [{"on": "dm.customAction", "when": {"actionId": "calibrate"}, "rc": 500}]}',
    },
  },
  'replies/unreachable': {
    title: 'A rule that never counts',
    severity: 'hint',
    description:
      'The first rule that fits a request counts. An earlier one takes every request that this one is for, and takes them without end.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"on": "dm.reboot", "rc": 500}, {"on": "dm.reboot", "rc": 501}]}',
      right: '{"replies": [{"on": "dm.reboot", "rc": 500, "times": 2}, {"on": "dm.reboot", "rc": 501}]}',
    },
  },
  'replies/unknown-member': {
    title: 'A member that replies do not have',
    severity: 'hint',
    description: 'Nobody reads it, so a misspelt name has no effect. Remarks belong into `note`.',
    example: {
      file: 'replies',
      wrong: '{"replies": [{"on": "dm.reboot", "rc": 500, "msg": "Busy"}]}',
      right: '{"replies": [{"on": "dm.reboot", "rc": 500, "message": "Busy"}]}',
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
