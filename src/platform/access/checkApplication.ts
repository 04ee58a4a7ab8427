import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import { checkLogin } from './checkLogin.ts';
import { refusedConnect } from './refusedConnect.ts';
import { tokenHint } from './tokenHint.ts';

type ApplicationIdentity = Extract<ClientIdentity, { readonly appId: string }>;

/** Checks the API key and token of an application [D-conn, PX-auth]. @throws Refusal with CONNACK code 5. */
export function checkApplication(packet: ConnectPacket, identity: ApplicationIdentity, registry: Registry): void {
  const { userName = '', password } = packet;
  checkLogin({ sender: 'application', org: identity.org, userName, hasPassword: password !== undefined });
  if (password === undefined || password.length === 0) {
    throw refusedConnect(5, 'The application sent no token.', 'Send the token of the API key as the password.');
  }
  const verdict = registry.checkApiKey(userName, password);
  if (verdict === 'unknown') throw refusedConnect(5, `The API key ${userName} does not exist.`, 'Use an API key of this platform.');
  if (verdict === 'wrong') {
    const hint = tokenHint(password, (token) => registry.checkApiKey(userName, token));
    throw refusedConnect(5, `The token of the API key ${userName} is wrong.${hint}`, 'Correct the token, or create a new API key.');
  }
  if (identity.shared && !packet.cleanSession && identity.instanceId === undefined) {
    throw refusedConnect(
      5,
      'A scalable application without an instance ID cannot have a durable session.',
      'Connect with clean session true, or use A:org:app:instance.',
    );
  }
}
