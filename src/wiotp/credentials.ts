import { tokenUserName } from './limits.ts';
import type { Sender } from './message.ts';
import { quickstartOrg } from './organisation.ts';
import { shownText } from './shownText.ts';

/**
 * Rules for what a client shows to be let in. Every check returns what is wrong as full sentences, or `undefined` when all is
 * well; no text ever repeats a token.
 */

/** What a client shows besides its client ID. */
export interface Login {
  readonly sender: Exclude<Sender, 'platform'>;
  readonly org: string;
  /** Absent where CONNECT carries none, which is not the same as an empty one. */
  readonly userName?: string | undefined;
  readonly hasPassword: boolean;
}

/** Why the platform does not let a client in. */
export interface LoginFault {
  /** The code of the CONNACK [D-conn, D-app, PX-auth], or the close code where the connection is closed without one [PX-mqtt]. */
  readonly code: 5 | 286;
  /** What is wrong, as a full sentence. */
  readonly reason: string;
  /** What to do about it, as full sentences. */
  readonly advice: string;
}

/**
 * [D-app] API keys are `a-{org}-{10 characters}`. The last part is taken at any length: a registry of one's own may hold
 * shorter ones.
 */
const apiKey = /^a-([A-Za-z0-9_-]+)-[A-Za-z0-9]{1,36}$/;

/** Letters, digits and what one or another document allows besides [D-task, D-gw]. */
const tokenAlphabet = /^[A-Za-z0-9_.!&@?*+()-]*$/;

/** Whether a user name has the form of an API key. */
export function isApiKey(userName: string): boolean {
  return apiKey.test(userName);
}

/**
 * What is wrong with the user name of a client that connects with a token. A user name that is none of the usual mistakes is
 * not repeated: it may well be a token in the wrong place.
 */
export function loginFault(login: Login): LoginFault | undefined {
  const { sender, org, userName, hasPassword } = login;
  if (userName === undefined && hasPassword) {
    return {
      code: 286,
      reason: 'The client sends a password but no user name, which MQTT 3.1.1 forbids: the platform closes the connection with code 286.',
      advice: neededBy(sender),
    };
  }
  // [D-mqtt] Quickstart asks for none and ignores what is sent.
  if (org === quickstartOrg) return undefined;
  const reason = sender === 'application' ? wrongApiKey(userName, org) : wrongDeviceUserName(userName);
  return reason === undefined ? undefined : { code: 5, ...reason };
}

/**
 * What to mind about a token that somebody chose: 8 to 36 characters of an alphabet on which the documents disagree
 * [D-task, D-gw]. Generated tokens break some of these rules and are right nevertheless.
 */
export function checkChosenToken(token: string): string | undefined {
  const { length } = token;
  if (length < 8 || length > 36)
    return `The token has ${length} ${length === 1 ? 'character' : 'characters'}; one of your own choice has 8 to 36.`;
  if (!tokenAlphabet.test(token))
    return 'The token contains a character that no document allows; letters, digits, "-", "_" and "." are safe.';
  return undefined;
}

type Wrong = Pick<LoginFault, 'reason' | 'advice'>;

function wrongDeviceUserName(userName: string | undefined): Wrong | undefined {
  if (userName === tokenUserName) return undefined;
  const advice = neededBy('device');
  if (userName === undefined) return { reason: 'The device sent neither a user name nor a token.', advice };
  if (userName === '') return { reason: 'The device sent an empty user name.', advice };
  if (userName === 'token') {
    return {
      reason: `The device sent the user name "token". That is a word of SDK configuration files; on the wire it is ${tokenUserName}.`,
      advice,
    };
  }
  if (isApiKey(userName)) {
    const reason = 'The client sent an API key with the client ID of a device.';
    return { reason, advice: `${advice} API keys are for client IDs that begin with "a:".` };
  }
  return { reason: `The user name of a device is ${tokenUserName}; this one sent another.`, advice };
}

function wrongApiKey(userName: string | undefined, org: string): Wrong | undefined {
  const advice = neededBy('application');
  if (userName === undefined || userName === '') return { reason: 'The application sent no API key as user name.', advice };
  if (userName === tokenUserName) {
    const reason = `The client ID is that of an application, but ${tokenUserName} is the user name of devices.`;
    return { reason, advice: `${advice} A device needs a client ID that begins with "d:".` };
  }
  if (!isApiKey(userName)) return { reason: 'The user name of an application is an API key; this one sent something else.', advice };
  if (userName.startsWith(`a-${org}-`)) return undefined;
  const reason = `The API key ${shownText(userName)} belongs to another organisation than ${shownText(org)}.`;
  return { reason, advice: 'Use an API key of the organisation in the client ID.' };
}

function neededBy(sender: Login['sender']): string {
  return sender === 'application'
    ? 'Set the user name to an API key, a-org-…, and the password to its token.'
    : `Set the user name to ${tokenUserName} and the password to the device’s token.`;
}
