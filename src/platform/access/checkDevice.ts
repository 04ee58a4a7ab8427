import { connackCode } from '../../wiotp/codes.ts';
import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import { hashToken } from '../registry/secrets.ts';
import { checkLogin } from './checkLogin.ts';
import { refusedConnect } from './refusedConnect.ts';
import { tokenHint } from './tokenHint.ts';
import { Unregistered } from './unregistered.ts';

type DeviceIdentity = Extract<ClientIdentity, { readonly typeId: string }>;

const classes = {
  device: { noun: 'device', classId: 'Device', letter: 'd:' },
  gateway: { noun: 'gateway', classId: 'Gateway', letter: 'g:' },
} as const;

/** Checks the user name and token of a device or gateway, and that it is one [D-conn, PX-auth]. @throws Refusal with CONNACK code 5. */
export function checkDevice({ userName, password }: ConnectPacket, identity: DeviceIdentity, registry: Registry): void {
  const { noun, classId, letter } = classes[identity.sender];
  checkLogin({ sender: identity.sender, org: identity.org, userName, hasPassword: password !== undefined });
  if (password === undefined || password.length === 0) {
    throw refusedConnect(5, `The ${noun} sent no token.`, `Send the ${noun}’s token as the password.`);
  }
  const name = `${identity.typeId} ${identity.deviceId}`;
  const registered = registry.find(identity);
  if (registered === undefined) throw unregistered(identity, password, registry);
  if (registered.classId !== classId) {
    const right = registered.classId === 'Gateway' ? classes.gateway : classes.device;
    throw refusedConnect(
      5,
      `${name} is registered as a ${right.noun}, but the client ID begins with "${letter}", as that of a ${noun} does.`,
      `Begin the client ID with "${right.letter}", or register ${name} as a ${noun}.`,
    );
  }
  if (registered.disabled) throw refusedConnect(5, `The ${noun} ${name} is disabled.`, `Enable the ${noun} again.`);
  if (!registered.hasToken) {
    throw refusedConnect(
      5,
      `The device ${name} has no token: it was registered by a gateway, and cannot connect by itself.`,
      'Let its gateway speak for it, or give the device a token.',
    );
  }
  if (registry.checkDevice(identity, password) !== 'right') {
    const hint = tokenHint(password, (token) => registry.checkDevice(identity, token));
    throw refusedConnect(5, `The token of the ${noun} ${name} is wrong.${hint}`, `Correct the token, or give the ${noun} a new one.`);
  }
}

function unregistered({ sender, typeId, deviceId }: DeviceIdentity, password: Uint8Array, registry: Registry): Unregistered {
  const { noun, classId } = classes[sender];
  const near = registry.similarDevice({ typeId, deviceId });
  const hint = near === undefined ? '' : ` There is a device ${near.typeId} ${near.deviceId}.`;
  return new Unregistered(
    `The ${noun} ${typeId} ${deviceId} is not registered.${hint}`,
    { rule: connackCode(5).meaning, advice: `Register the ${noun}, or correct the client ID.`, code: 5 },
    { device: { typeId, deviceId, classId }, token: hashToken(password) },
  );
}
