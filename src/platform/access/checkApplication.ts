import type { ClientIdentity } from '../../wiotp/clientId.ts';
import { tokenUserName } from '../../wiotp/limits.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import { isApiKey } from './apiKey.ts';
import { refusedConnect } from './refusedConnect.ts';
import { tokenHint } from './tokenHint.ts';

type ApplicationIdentity = Extract<ClientIdentity, { readonly appId: string }>;

/** Checks the API key and token of an application [D-conn, PX-auth]. @throws Refusal with CONNACK code 5. */
export function checkApplication(packet: ConnectPacket, identity: ApplicationIdentity, registry: Registry): void {
  const { userName, password } = packet;
  checkUserName(userName, identity.org);
  if (password === undefined || password.length === 0) {
    throw refusedConnect(5, 'The application sent no token.', 'Send the token of the API key as the password.');
  }
  const verdict = registry.checkApiKey(userName, password);
  if (verdict === 'unknown') throw refusedConnect(5, `The API key ${userName} does not exist.`, 'Use an API key of this platform.');
  if (verdict === 'wrong') {
    const hint = tokenHint(password, (token) => registry.checkApiKey(userName, token));
    throw refusedConnect(5, `The token of the API key ${userName} is wrong.${hint}`, 'Correct the token, or create a new API key.');
  }
  if (identity.shared && !packet.cleanSession && !hasInstance(packet.clientId)) {
    throw refusedConnect(
      5,
      'A scalable application without an instance ID cannot have a durable session.',
      'Connect with clean session true, or use A:org:app:instance.',
    );
  }
}

/** `A:org:app:instance`, whose sessions may be durable [D-conn, PX-rule]. */
export function hasInstance(clientId: string): boolean {
  return clientId.split(':').length === 4;
}

function checkUserName(userName: string | undefined, org: string): asserts userName is string {
  const advice = 'Set the user name to an API key, a-org-…, and the password to its token.';
  if (userName === undefined || userName === '') throw refusedConnect(5, 'The application sent no API key as user name.', advice);
  if (userName === tokenUserName) {
    const what = `The client ID is that of an application, but ${tokenUserName} is the user name of devices.`;
    throw refusedConnect(5, what, `${advice} A device needs a client ID that begins with "d:".`);
  }
  if (!isApiKey(userName)) throw refusedConnect(5, 'The user name of an application is an API key; this one sent something else.', advice);
  if (!userName.startsWith(`a-${org}-`)) {
    throw refusedConnect(5, `The API key ${userName} belongs to another organisation than ${org}.`, 'Use an API key of this platform.');
  }
}
