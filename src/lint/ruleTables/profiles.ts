import type { Rule } from '../rule.ts';
import { connectionExample, secondExample } from './profilesExample.ts';

/** Rules about the connections that a folder shares, `.wiotp/profiles.json`. */
export const profilesRules = {
  'profiles/secret': {
    title: 'A secret in a file of shared connections',
    severity: 'error',
    description:
      'The file is for everybody who has the folder, and whoever has a token can connect in its name. Tokens, passphrases and passwords are ' +
      'never read from it: each user is asked for them and has them kept in the secret store. Remove the member; if the file was shared ' +
      'already, have the secret replaced.',
    example: connectionExample({ wrong: { password: 'Xy7-pQ2_mN8v' } }),
  },
  'profiles/value': {
    title: 'A member that is missing, or not what it must be',
    severity: 'error',
    description:
      'The file is an object with the list `profiles`; each connection has at least `name`, `class` and `target`, and what its class and ' +
      'target need. A connection with a member of the wrong type is left out: nothing usual may take the place of a value that decides ' +
      'where a token goes.',
    example: connectionExample({ wrong: { keepAlive: '60' }, right: { keepAlive: 30 } }),
  },
  'profiles/connection': {
    title: 'A connection that cannot be opened',
    severity: 'error',
    description:
      'What the members say together cannot be connected: a name with characters that the platform refuses, a subscription that the class ' +
      'may not make, a certificate without its key. The message says the rule and what to do.',
    example: connectionExample({
      wrong: { subscriptions: [{ filter: 'iot-2/evt/+/fmt/+' }] },
      right: { subscriptions: [{ filter: 'iot-2/cmd/+/fmt/json' }] },
    }),
  },
  'profiles/duplicate-name': {
    title: 'Two connections with one name',
    severity: 'error',
    description:
      'Connections of a folder are told apart by their names, also where their tokens are kept. Only the first of the same name is shown.',
    example: secondExample({ wrong: {}, right: { name: 'Second pump' } }),
  },
  'profiles/unwise': {
    title: 'A connection that is insecure or pointless',
    severity: 'warning',
    description:
      'It can be opened, but anybody may read along or stand at the other end, or it cannot do what it is for. The message says what is ' +
      'behind it and what to do.',
    example: connectionExample({ wrong: { path: '/mqtt' } }),
  },
  'profiles/unknown-member': {
    title: 'A member that connections do not have',
    severity: 'hint',
    description: 'Nobody reads it, so a misspelt name has no effect: the usual value counts in its place.',
    example: connectionExample({ wrong: { keepalive: 30 }, right: { keepAlive: 30 } }),
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule about shared connections. */
export type ProfilesRuleId = keyof typeof profilesRules;
