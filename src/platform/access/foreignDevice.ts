import type { ClientIdentity } from '../../wiotp/clientId.ts';
import { connackCode } from '../../wiotp/codes.ts';
import { loginFault } from '../../wiotp/credentials.ts';
import { shownText } from '../../wiotp/shownText.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import { hashToken } from '../registry/secrets.ts';
import { Unregistered } from './unregistered.ts';

/**
 * The refusal of a device or gateway that is right in everything but its organisation, which it names as its firmware has
 * it: it can be registered as it is. `undefined` for one whose login is wrong as well.
 */
export function foreignDevice(
  { userName, password }: ConnectPacket,
  { sender, org, typeId, deviceId }: Extract<ClientIdentity, { readonly typeId: string }>,
  servedOrg: string,
): Unregistered | undefined {
  if (password === undefined || password.length === 0) return undefined;
  if (loginFault({ sender, org, userName, hasPassword: true }) !== undefined) return undefined;
  const classId = sender === 'gateway' ? 'Gateway' : 'Device';
  return new Unregistered(
    `The client ID names the organisation ${shownText(org)}; this platform serves ${servedOrg}.`,
    {
      rule: connackCode(5).meaning,
      advice: `Use ${servedOrg} in the client ID, or register the ${sender} as it is: the platform then serves ${shownText(org)} as well.`,
      code: 5,
    },
    { device: { typeId, deviceId, classId }, token: hashToken(password), org },
  );
}
