/** One number of the platform with what it means and what to do about it. */
export interface Code {
  readonly code: number;
  readonly meaning: string;
  readonly advice: string;
}

/** CONNACK codes of MQTT 3.1 and 3.1.1 as this platform uses them [PX-mqtt, PX-auth]. */
export const connackCodes: readonly Code[] = [
  { code: 0, meaning: 'accepted', advice: 'Nothing is wrong.' },
  { code: 1, meaning: 'protocol version not accepted', advice: 'Use MQTT 3.1 or 3.1.1.' },
  { code: 2, meaning: 'client ID not valid', advice: 'Use only letters, digits, "-", "_", "." and ":" in the client ID.' },
  { code: 3, meaning: 'server not available', advice: 'Try again later.' },
  { code: 4, meaning: 'bad user name or password', advice: 'Check the user name and the token.' },
  {
    code: 5,
    meaning: 'not authorised',
    advice:
      'The platform gives 5 for nearly everything: check the token, that the device is registered, the organisation, ' +
      'and that the user name is use-token-auth.',
  },
];

/** Close codes, as monitoring messages and logs carry them [D-app, RC-h]. */
export const closeCodes: readonly Code[] = [
  { code: 0, meaning: 'closed normally', advice: 'Nothing is wrong.' },
  { code: 91, meaning: 'closed by the client or the network', advice: 'Check the network if the client did not mean to.' },
  { code: 92, meaning: 'closed by the platform', advice: 'Look at the messages just before.' },
  { code: 93, meaning: 'the platform shut down', advice: 'Connect again when it is back.' },
  { code: 94, meaning: 'closed by an administrator', advice: 'Look whether the device was removed, and register it again.' },
  { code: 105, meaning: 'invalid data from the client', advice: 'Check that the client speaks MQTT 3.1 or 3.1.1 on this port.' },
  { code: 154, meaning: 'too many subscriptions', advice: 'Subscribe to fewer filters, or use "+" in one filter for many topics.' },
  { code: 160, meaning: 'keepalive timeout', advice: 'Send a PINGREQ within the keepalive time, or choose a longer one.' },
  { code: 164, meaning: 'no data received', advice: 'Send CONNECT right after the connection is open.' },
  { code: 165, meaning: 'initial packet too large', advice: 'Send a smaller CONNECT; the will is usually what makes it large.' },
  { code: 166, meaning: 'client ID not valid', advice: 'Use d:org:type:id with letters, digits, "-", "_" and ".".' },
  { code: 178, meaning: 'slow consumer', advice: 'Read messages faster, or subscribe to fewer.' },
  { code: 180, meaning: 'not authorised', advice: 'Check the token and that the device is registered.' },
  { code: 271, meaning: 'wrong message length', advice: 'Check the MQTT library; the packet is shorter or longer than it announces.' },
  { code: 276, meaning: 'topic not valid', advice: 'Publish and subscribe only to the topics of the client’s class.' },
  { code: 282, meaning: 'the first packet was not CONNECT', advice: 'Send CONNECT first.' },
  { code: 284, meaning: 'QoS not valid', advice: 'Use QoS 0, 1 or 2.' },
  { code: 286, meaning: 'protocol error', advice: 'Check the MQTT library; the packet broke a rule of MQTT.' },
  { code: 287, meaning: 'message too large', advice: 'Keep payloads at or below 131,072 bytes.' },
  {
    code: 288,
    meaning: 'replaced by a new connection with the same client ID',
    advice: 'Use each client ID only once; two clients with one ID push each other out.',
  },
  { code: 289, meaning: 'system topic', advice: 'Topics that begin with $SYS cannot be used.' },
  { code: 292, meaning: 'durable session not allowed', advice: 'Connect with clean session true.' },
  { code: 293, meaning: 'protocol version not valid', advice: 'Use MQTT 3.1 or 3.1.1.' },
];

/** What a close code means; unknown codes say so. */
export function closeCode(code: number): Code {
  return closeCodes.find((known) => known.code === code) ?? unknownCode('close code', code);
}

/**
 * What the code of a refused connection means: a CONNACK code, or the close code where the platform closes without
 * CONNACK. Unknown codes say so.
 */
export function connackCode(code: number): Code {
  const known = connackCodes.find((candidate) => candidate.code === code) ?? closeCodes.find((candidate) => candidate.code === code);
  return known ?? unknownCode('CONNACK code', code);
}

function unknownCode(what: string, code: number): Code {
  return { code, meaning: `unknown ${what} ${code}`, advice: 'The platform’s documents do not name it.' };
}
