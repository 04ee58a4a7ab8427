import type { Code } from './code.ts';

/** Reason codes of MQTT 5 as this platform uses them [PX-mqtt, MAS]. */
export const reasonCodes: readonly Code[] = [
  { code: 0x00, meaning: 'success', advice: 'Nothing is wrong.' },
  {
    code: 0x80,
    meaning: 'unspecified error',
    advice: 'Read the reason string beside it. With MQTT 3.1 and 3.1.1, 0x80 in a SUBACK means that the filter is refused.',
  },
  {
    code: 0x84,
    meaning: 'protocol version not accepted',
    advice: 'Use a version that the server takes; not every organisation has MQTT 5.',
  },
  { code: 0x85, meaning: 'client ID not valid', advice: 'Use only letters, digits, "-", "_", "." and ":" in the client ID.' },
  { code: 0x86, meaning: 'bad user name or password', advice: 'Check the user name and the token.' },
  {
    code: 0x87,
    meaning: 'not authorised',
    advice:
      'Check the form of the client ID and its organisation; that the user name is use-token-auth (device, gateway) or the API key ' +
      '(application); the token; the certificate, where the policy asks for one; and that the device is registered and not disabled.',
  },
  { code: 0x88, meaning: 'server not available', advice: 'Try again later, and wait longer after each attempt.' },
  {
    code: 0x8e,
    meaning: 'session taken over by a new connection with the same client ID',
    advice: 'Use each client ID only once. After a lost connection the first such message is normal.',
  },
  {
    code: 0x8f,
    meaning: 'topic filter not valid',
    advice: 'Subscribe only to the topics of the client’s class; the other filters of the packet count.',
  },
  { code: 0x90, meaning: 'topic name not valid', advice: 'Publish only to the topics of the client’s class; the message was dropped.' },
];
