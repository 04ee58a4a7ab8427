import type { ClientIdentity } from '../../wiotp/clientId.ts';
import { tokenUserName } from '../../wiotp/limits.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import { isApiKey } from './apiKey.ts';
import { refusedConnect } from './refusedConnect.ts';
import { tokenHint } from './tokenHint.ts';

type DeviceIdentity = Extract<ClientIdentity, { readonly typeId: string }>;

/** Checks the user name and token of a device [D-conn, PX-auth]. @throws Refusal with CONNACK code 5. */
export function checkDevice({ userName, password }: ConnectPacket, identity: DeviceIdentity, registry: Registry): void {
  if (identity.sender === 'gateway') {
    throw refusedConnect(5, 'This platform does not serve gateways yet.', 'Connect as a device: begin the client ID with "d:".');
  }
  checkUserName(userName);
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

/** A user name that is none of the usual mistakes is not repeated: it may well be a token in the wrong place. */
function checkUserName(userName: string | undefined): void {
  if (userName === tokenUserName) return;
  const advice = `Set the user name to ${tokenUserName} and the password to the device’s token.`;
  if (userName === undefined) throw refusedConnect(5, 'The device sent neither a user name nor a token.', advice);
  if (userName === '') throw refusedConnect(5, 'The device sent an empty user name.', advice);
  if (userName === 'token') {
    const what = `The device sent the user name "token". That is a word of SDK configuration files; on the wire it is ${tokenUserName}.`;
    throw refusedConnect(5, what, advice);
  }
  if (isApiKey(userName)) {
    const what = 'The client sent an API key with the client ID of a device.';
    throw refusedConnect(5, what, `${advice} API keys are for client IDs that begin with "a:".`);
  }
  throw refusedConnect(5, `The user name of a device is ${tokenUserName}; this one sent another.`, advice);
}
