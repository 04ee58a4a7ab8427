import type { Rule } from '../rule.ts';

/** Rules about the user’s own schemas. They need a file to show them, so none has an example. */
export const ownRules = {
  'own/payload': {
    title: 'A payload that does not fit your own schema',
    severity: 'error',
    description:
      'The setting `wiotp.schemas` names a JSON Schema for topics like this one, and the payload breaks it. The platform does not know ' +
      'that schema and passes the message on; whoever relies on the schema cannot use it. A value that is nothing but a variable, ' +
      '`"${serial}"`, is not checked. At most 100 problems are listed, the others are counted.',
  },
  'own/schema-broken': {
    title: 'A schema that cannot be used',
    severity: 'error',
    description:
      'A file of the setting `wiotp.schemas` is no JSON, or no JSON Schema of the draft that its `$schema` names: draft-07, 2019-09 or ' +
      '2020-12. Without `$schema` it is read as 2020-12, the draft that knows the most keywords: an older one would silently pass over ' +
      'newer keywords. As long as it is broken nothing is checked against it.',
  },
  'own/schema-remote-ref': {
    title: 'A reference to something that is not there',
    severity: 'error',
    description:
      'Schemas are never fetched from the network or from files that the setting `wiotp.schemas` does not name. A `$ref` may point into ' +
      'its own file, to the `$id` of another schema of the setting, or to the file of one by its relative path. Put the other schema ' +
      'into the workspace and into the setting, with the topic filter of messages that it describes.',
  },
  'own/schema-format': {
    title: 'A format that nobody checks',
    severity: 'hint',
    description:
      'The schema asks for a `format` that JSON Schema does not define. Every text passes it. Use `pattern`, or correct the name.',
  },
  'own/schema-slow': {
    title: 'A schema that takes too long',
    severity: 'error',
    description:
      'Checking one message against this schema took more than 250 ms, or preparing the schema more than 2 seconds. That was stopped, ' +
      'and the schema is switched off until its file changes; other schemas go on. The usual cause is a pattern that can match ' +
      'the same text in very many ways, such as `^(a+)+$`, which can take years for one short text.',
  },
  'own/filter': {
    title: 'A topic filter that is none',
    severity: 'error',
    description:
      'A key of the setting `wiotp.schemas` is an MQTT topic filter: `+` stands for one whole level and `#`, as the last one, for all ' +
      'further levels. With any other text no message is checked against the schema.',
  },
  'own/not-checked': {
    title: 'Own schemas cannot be used here',
    severity: 'warning',
    description:
      'Schemas run in a thread of their own, so that a slow one harms nothing. That thread could not be started or broke, so nothing is ' +
      'checked against any of them. The message says why.',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of one of these rules. */
export type OwnRuleId = keyof typeof ownRules;
