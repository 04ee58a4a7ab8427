import { connackCode } from '../../wiotp/codes.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/**
 * A CONNECT that is answered with a CONNACK code: 5 for nearly everything, 2 for characters in the client ID, 3 for want of
 * room [PX-mqtt, PX-auth]. The client gets the number only; the log gets the reason, which never contains a token.
 */
export function refusedConnect(code: 2 | 3 | 5, message: string, advice: string): Refusal {
  return new Refusal(message, { rule: connackCode(code).meaning, advice, code });
}
