import type { Sender } from './message.ts';
import { checkId, checkOrg } from './names.ts';

/** A client ID taken apart. */
export type ClientIdentity =
  | { readonly sender: 'device' | 'gateway'; readonly org: string; readonly typeId: string; readonly deviceId: string }
  | { readonly sender: 'application'; readonly org: string; readonly appId: string; readonly shared: boolean };

/** `d:{org}:{typeId}:{deviceId}` [D-conn, PX-rule]. */
export function deviceClientId(org: string, typeId: string, deviceId: string): string {
  return `d:${org}:${typeId}:${deviceId}`;
}

/**
 * Takes a client ID apart. For one that fits no class, the reason as a full sentence (CONNACK 5 on the platform).
 * The parts follow the rules of registration, which forbids a colon in an ID.
 */
export function parseClientId(clientId: string): ClientIdentity | string {
  const [letter = '', org = '', ...rest] = clientId.split(':');
  const wrongOrg = checkOrg(org);
  switch (letter) {
    case 'd':
    case 'g': {
      const [typeId = '', deviceId = ''] = rest;
      if (rest.length !== 2) return `The client ID "${clientId}" must be ${letter}:org:type:id.`;
      const wrong = wrongOrg ?? checkId('The device type', typeId) ?? checkId('The device ID', deviceId);
      return wrong ?? { sender: letter === 'd' ? 'device' : 'gateway', org, typeId, deviceId };
    }
    case 'a':
    case 'A': {
      const [appId = ''] = rest;
      const most = letter === 'A' ? 2 : 1;
      if (rest.length < 1 || rest.length > most) return `The client ID "${clientId}" must be ${letter}:org:application.`;
      const wrong = wrongOrg ?? checkId('The application ID', appId);
      return wrong ?? { sender: 'application', org, appId, shared: letter === 'A' };
    }
    default:
      return `The client ID "${clientId}" begins with none of "d:", "g:", "a:" and "A:".`;
  }
}

/** The class of a client by its first letter; `undefined` for a letter of no class. */
export function senderOf(clientId: string): Exclude<Sender, 'platform'> | undefined {
  switch (clientId.slice(0, 2)) {
    case 'd:':
      return 'device';
    case 'g:':
      return 'gateway';
    case 'a:':
    case 'A:':
      return 'application';
    default:
      return undefined;
  }
}
