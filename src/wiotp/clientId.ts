import type { Sender } from './message.ts';
import { checkId, checkOrg } from './names.ts';
import { shownText } from './shownText.ts';

/** A client ID taken apart. */
export type ClientIdentity =
  | { readonly sender: 'device' | 'gateway'; readonly org: string; readonly typeId: string; readonly deviceId: string }
  | {
      readonly sender: 'application';
      readonly org: string;
      readonly appId: string;
      /** Several connections share one subscription. */
      readonly shared: boolean;
      /** Of a shared application whose connections may have durable sessions. */
      readonly instanceId?: string;
    };

/** `d:{org}:{typeId}:{deviceId}` [D-conn, PX-rule]. */
export function deviceClientId(org: string, typeId: string, deviceId: string): string {
  return `d:${org}:${typeId}:${deviceId}`;
}

/** `g:{org}:{typeId}:{deviceId}` [D-conn, PX-rule]. */
export function gatewayClientId(org: string, typeId: string, deviceId: string): string {
  return `g:${org}:${typeId}:${deviceId}`;
}

/** `a:{org}:{appId}` [D-conn, PX-rule]. */
export function applicationClientId(org: string, appId: string): string {
  return `a:${org}:${appId}`;
}

/**
 * `A:{org}:{appId}` or, where sessions may be durable, `A:{org}:{appId}:{instanceId}` [D-app, PX-rule]: each message goes to
 * one of the connections only.
 */
export function sharedApplicationClientId(org: string, appId: string, instanceId?: string): string {
  return instanceId === undefined ? `A:${org}:${appId}` : `A:${org}:${appId}:${instanceId}`;
}

/** The client ID of an identity: the opposite of {@link parseClientId}. */
export function clientIdOf(identity: ClientIdentity): string {
  switch (identity.sender) {
    case 'device':
      return deviceClientId(identity.org, identity.typeId, identity.deviceId);
    case 'gateway':
      return gatewayClientId(identity.org, identity.typeId, identity.deviceId);
    case 'application': {
      const { org, appId, shared, instanceId } = identity;
      return shared ? sharedApplicationClientId(org, appId, instanceId) : applicationClientId(org, appId);
    }
  }
}

/**
 * Takes a client ID apart. For one that fits no class, the reason as a full sentence (CONNACK 5 on the platform).
 * The parts follow the rules of registration, which forbids a colon in an ID.
 */
export function parseClientId(clientId: string): ClientIdentity | string {
  const [letter = '', org = '', ...rest] = clientId.split(':');
  switch (letter) {
    case 'd':
    case 'g':
      return parseDevice(clientId, letter, org, rest);
    case 'a':
    case 'A':
      return parseApplication(clientId, letter, org, rest);
    default:
      return `The client ID "${shownText(clientId)}" begins with none of "d:", "g:", "a:" and "A:".`;
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

function parseDevice(clientId: string, letter: 'd' | 'g', org: string, rest: readonly string[]): ClientIdentity | string {
  const [typeId = '', deviceId = ''] = rest;
  if (rest.length !== 2) {
    const onSite = letter === 'd' && rest.length === 1 && org !== '' && typeId !== '';
    const edge = onSite
      ? ' With two parts it would be d:type:id, as an Edge gateway on site takes it: there the organisation is left out.'
      : '';
    const colons =
      rest.length > 2 ? ` It has ${rest.length + 2} parts instead of 4; an ID contains no colon, so write a MAC address without them.` : '';
    return `The client ID "${shownText(clientId)}" must be ${letter}:org:type:id.${edge}${colons}`;
  }
  const wrong = checkOrg(org) ?? checkId('The device type', typeId) ?? checkId('The device ID', deviceId);
  return wrong ?? { sender: letter === 'd' ? 'device' : 'gateway', org, typeId, deviceId };
}

function parseApplication(clientId: string, letter: 'a' | 'A', org: string, rest: readonly string[]): ClientIdentity | string {
  const [appId = '', instanceId] = rest;
  const shared = letter === 'A';
  if (rest.length < 1 || rest.length > (shared ? 2 : 1)) {
    return `The client ID "${shownText(clientId)}" must be ${letter}:org:application${shared ? ' or A:org:application:instance' : ''}.`;
  }
  const wrong =
    checkOrg(org) ??
    checkId('The application ID', appId) ??
    (instanceId === undefined ? undefined : checkId('The instance ID', instanceId));
  return wrong ?? { sender: 'application', org, appId, shared, ...(instanceId === undefined ? {} : { instanceId }) };
}
