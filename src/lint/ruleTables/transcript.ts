import type { Rule } from '../rule.ts';

/** Rules of the transcript format. */
export const transcriptRules = {
  'transcript/steps': {
    title: 'No transcript',
    severity: 'error',
    description: 'A transcript is a JSON object with the list `steps`. Without it there is nothing to run.',
    example: {
      transcript: 'json',
      wrong: '{"description": "The device sends its status"}',
      right:
        '{"description": "The device sends its status", "steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"temperature": 21}}]}',
    },
  },
  'transcript/step': {
    title: 'A step that says nothing, or two things',
    severity: 'error',
    description:
      'A step is an object that is one thing: a message (`topic`), a connection event (`connection`), something a person does (`ask`), ' +
      'another transcript (`include`) or a repetition (`repeat`). A transcript with any other step cannot run.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"payload": {"temperature": 21}}]}',
      right: '{"steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"temperature": 21}}]}',
    },
  },
  'transcript/type': {
    title: 'A member of the wrong type',
    severity: 'error',
    description: 'The members of a transcript have types, as its schema says. A transcript that cannot be understood cannot run.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"ask": "Press the button", "within": "60 s"}]}',
      right: '{"steps": [{"ask": "Press the button", "within": 60000}]}',
    },
  },
  'transcript/value': {
    title: 'A value that is not one of the allowed ones',
    severity: 'error',
    description:
      'Some members have only a few values: `qos` is 0, 1 or 2; `connection` is `open`, `subscribed`, `closed` or `refused`; `starts` is ' +
      '`managed`, `connected` or `offline`; `classId` is `Device` or `Gateway`; `by` is `device` or `platform`. Times are milliseconds and ' +
      'not negative.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"connection": "opened"}]}',
      right: '{"starts": "offline", "steps": [{"connection": "open"}]}',
    },
  },
  'transcript/unknown-member': {
    title: 'A member that the format does not know',
    severity: 'hint',
    description:
      'A member that a transcript, or this sort of step, does not have is ignored, so a misspelt name has no effect. Remarks belong into `note`.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"ask": "Press the button", "witin": 60000}]}',
      right: '{"steps": [{"ask": "Press the button", "within": 60000}]}',
    },
  },
  'transcript/empty': {
    title: 'No steps',
    severity: 'warning',
    description: 'The list of steps is empty. The transcript, or the repetition, does nothing and checks nothing.',
    example: { transcript: 'json', wrong: '{"steps": []}', right: '{"steps": [{"ask": "Press the button"}]}' },
  },
  'transcript/header': {
    title: 'No header on the first line',
    severity: 'error',
    description:
      'A recording (`.wiotp.jsonl`) begins with a line for everything a transcript has but its steps, if only `{}`; each further line is ' +
      'one step.',
    example: {
      transcript: 'jsonl',
      wrong: '{"ask": "Press the button"}\n',
      right: '{"description": "The button"}\n{"ask": "Press the button"}\n',
    },
  },
  'transcript/version': {
    title: 'An unknown version of the format',
    severity: 'warning',
    description:
      '`$schema` names the format and its version. A transcript of another version is read as one of this version, and may mean something ' +
      'else.',
    example: {
      transcript: 'json',
      wrong: '{"$schema": "https://example.com/chat.json", "steps": [{"ask": "Press the button"}]}',
      right: '{"$schema": "https://device-workbench.github.io/schemas/transcript.json", "steps": [{"ask": "Press the button"}]}',
    },
  },
  'transcript/device-id': {
    title: 'An ID that no device can have',
    severity: 'error',
    description: 'Device types and device IDs have 1 to 36 characters of `A-Z a-z 0-9 - _ .`; the platform registers no others.',
    example: {
      transcript: 'json',
      wrong: '{"device": {"typeId": "thermostat", "deviceId": "t 100"}, "steps": [{"ask": "Press the button"}]}',
      right: '{"device": {"typeId": "thermostat", "deviceId": "t-100"}, "steps": [{"ask": "Press the button"}]}',
    },
  },
  'transcript/payload': {
    title: 'No payload, or two',
    severity: 'error',
    description:
      'A message has exactly one of `payload`, `text` and `base64`. Only a message that must not arrive, or that `expect` describes, needs ' +
      'none. An empty payload is `"text": ""`.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"temperature": 21}, "text": "{}"}]}',
      right: '{"steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"temperature": 21}}]}',
    },
  },
  'transcript/base64': {
    title: 'Bytes that are not base64',
    severity: 'error',
    description: '`base64` holds the bytes of a payload as RFC 4648 says: groups of four characters, the last one filled up with `=`.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"topic": "iot-2/evt/trace/fmt/bin", "base64": "AQIDBA"}]}',
      right: '{"steps": [{"topic": "iot-2/evt/trace/fmt/bin", "base64": "AQIDBA=="}]}',
    },
  },
  'transcript/filter': {
    title: 'A subscription that the platform refuses',
    severity: 'error',
    description:
      'A device or gateway may subscribe to few filters. With any other the platform closes a device’s connection (code 276) and refuses a ' +
      'gateway’s subscription. A subscription without `filter` says nothing.',
    example: {
      transcript: 'json',
      wrong: '{"starts": "connected", "steps": [{"connection": "subscribed", "filter": "iot-2/cmd/#"}]}',
      right: '{"starts": "connected", "steps": [{"connection": "subscribed", "filter": "iot-2/cmd/+/fmt/+"}]}',
    },
  },
  'transcript/idle-filter': {
    title: 'A subscription that catches nothing',
    severity: 'warning',
    description:
      'The platform accepts every filter below `iotdm-1/`, also one that no topic ever fits: with a slash at the end, with a misspelt level, ' +
      'or with `type/…/id/…` for a device. The client waits for messages that cannot come. A gateway gets only its own `notify`.',
    example: {
      transcript: 'json',
      wrong: '{"starts": "connected", "steps": [{"connection": "subscribed", "filter": "iotdm-1/response/"}]}',
      right: '{"starts": "connected", "steps": [{"connection": "subscribed", "filter": "iotdm-1/#"}]}',
    },
  },
  'transcript/topic-form': {
    title: 'A topic that the platform sends to another class of client',
    severity: 'error',
    description:
      'The platform sends a gateway the topics with `type/…/id/…` in them, for its own requests too, and a device those without. A topic of ' +
      'the other form never arrives.',
    example: {
      transcript: 'json',
      wrong: '{"device": {"classId": "Gateway"}, "steps": [{"topic": "iot-2/cmd/reset/fmt/json", "payload": {}}]}',
      right: '{"device": {"classId": "Gateway"}, "steps": [{"topic": "iot-2/type/thermostat/id/t-100/cmd/reset/fmt/json", "payload": {}}]}',
    },
  },
  'transcript/repeat': {
    title: 'A repetition that cannot be',
    severity: 'error',
    description:
      '`repeat` says how often the `steps` beside it take place, from 1 to 1,000,000 times, and stands at most 16 deep in others.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"repeat": 0, "steps": [{"ask": "Press the button"}]}]}',
      right: '{"steps": [{"repeat": 3, "steps": [{"ask": "Press the button"}]}]}',
    },
  },
  'transcript/include': {
    title: 'A transcript that cannot be included',
    severity: 'error',
    description:
      '`include` names another transcript, relative to this one. It must be readable, be a transcript, and not lead back to itself. The ' +
      'steps of all included transcripts together may be 100,000.',
  },
  'transcript/expect': {
    title: 'No JSON Schema in expect',
    severity: 'error',
    description:
      '`expect` is a JSON Schema of draft-07. Keywords that do not exist check nothing, and values that a keyword cannot have make a run ' +
      'fail.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"topic": "iot-2/evt/status/fmt/json", "expect": {"temperature": 21}}]}',
      right: '{"steps": [{"topic": "iot-2/evt/status/fmt/json", "expect": {"required": ["temperature"]}}]}',
    },
  },
  'transcript/variable': {
    title: 'A variable that there cannot be',
    severity: 'error',
    description:
      'Variables are `${name}`, `${now}`, `${uuid}`, `${counter}`, `${random:lo:hi}` and `${env:NAME}`; `$${` is a literal `${`. A name has ' +
      'letters, digits, `_` and `-`, and begins with a letter or `_`.',
    example: {
      transcript: 'json',
      wrong: '{"steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"temperature": "${random:18}"}}]}',
      right: '{"steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"temperature": "${random:18:24}"}}]}',
    },
  },
  'transcript/variable-unused': {
    title: 'A value for a variable that nothing uses',
    severity: 'hint',
    description: 'A member of `vars` gives a value to a variable that stands in no step. It may be misspelt.',
    example: {
      transcript: 'json',
      wrong: '{"vars": {"roon": "cellar"}, "steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"room": "${room}"}}]}',
      right: '{"vars": {"room": "cellar"}, "steps": [{"topic": "iot-2/evt/status/fmt/json", "payload": {"room": "${room}"}}]}',
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
