import type { Code } from './code.ts';

/** CONNACK codes of MQTT 3.1 and 3.1.1 as this platform uses them [PX-mqtt, PX-auth]. */
export const connackCodes: readonly Code[] = [
  { code: 0, meaning: 'accepted', advice: 'Nothing is wrong.' },
  {
    code: 1,
    meaning: 'protocol version not accepted',
    advice: 'Use MQTT 3.1 or 3.1.1. The platform hardly ever gives 1: it closes the connection without CONNACK instead.',
  },
  {
    code: 2,
    meaning: 'client ID not valid',
    advice: 'Use only letters, digits, "-", "_", "." and ":" in the client ID, such as d:org:type:id.',
  },
  { code: 3, meaning: 'server not available', advice: 'Try again later, and wait longer after each attempt.' },
  {
    code: 4,
    meaning: 'bad user name or password',
    advice: 'Check the user name and the token. The platform rarely gives 4; wrong tokens get 5.',
  },
  {
    code: 5,
    meaning: 'not authorised',
    advice:
      'The platform gives 5 for nearly everything. Check the form of the client ID and its organisation; that the user name is ' +
      'use-token-auth (device, gateway) or the API key (application); the token; the certificate, where the policy asks for one; ' +
      'that the device is registered and not disabled. Check too that the host belongs to the organisation, that the port uses ' +
      'TLS where the policy asks for it, and that clean session is true for Quickstart and for a client ID A:org:application.',
  },
];
