import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import { checkLogin } from './checkLogin.ts';
import { refusedConnect } from './refusedConnect.ts';
import { tokenHint } from './tokenHint.ts';

type DeviceIdentity = Extract<ClientIdentity, { readonly typeId: string }>;

/** Checks the user name and token of a device [D-conn, PX-auth]. @throws Refusal with CONNACK code 5. */
export function checkDevice({ userName, password }: ConnectPacket, identity: DeviceIdentity, registry: Registry): void {
  if (identity.sender === 'gateway') {
    throw refusedConnect(5, 'This platform does not serve gateways yet.', 'Connect as a device: begin the client ID with "d:".');
  }
  checkLogin({ sender: 'device', org: identity.org, userName, hasPassword: password !== undefined });
  if (password === undefined || password.length === 0) {
    throw refusedConnect(5, 'The device sent no token.', 'Send the device’s token as the password.');
  }
  const name = `${identity.typeId} ${identity.deviceId}`;
  const verdict = registry.checkDevice(identity, password);
  if (verdict === 'unknown') {
    const near = registry.similarDevice(identity);
    const hint = near === undefined ? '' : ` There is a device ${near.typeId} ${near.deviceId}.`;
    throw refusedConnect(5, `The device ${name} is not registered.${hint}`, 'Register the device, or correct the client ID.');
  }
  if (verdict === 'wrong') {
    const hint = tokenHint(password, (token) => registry.checkDevice(identity, token));
    throw refusedConnect(5, `The token of the device ${name} is wrong.${hint}`, 'Correct the token, or give the device a new one.');
  }
}
