import type { Code } from './code.ts';

/** All reason codes of MQTT 5 [MQTT 5], with what they mean where this platform uses them [PX-mqtt, MAS]. */
export const reasonCodes: readonly Code[] = [
  { code: 0x00, meaning: 'success; in a DISCONNECT, a normal end; in a SUBACK, granted with QoS 0', advice: 'Nothing is wrong.' },
  { code: 0x01, meaning: 'granted with QoS 1', advice: 'Nothing is wrong.' },
  { code: 0x02, meaning: 'granted with QoS 2', advice: 'Nothing is wrong.' },
  { code: 0x04, meaning: 'disconnected with will', advice: 'Nothing is wrong: the client asked for its will to be published.' },
  {
    code: 0x10,
    meaning: 'no matching subscribers',
    advice:
      'The message was accepted, but nobody subscribes to its topic now. Check the topic, and the filters of those who should get it.',
  },
  { code: 0x11, meaning: 'no subscription existed', advice: 'Give up only what was subscribed, with the very same filter.' },
  {
    code: 0x18,
    meaning: 'continue authentication',
    advice: 'A step of an extended login, which this platform does not have. Use a user name and a token.',
  },
  {
    code: 0x19,
    meaning: 're-authenticate',
    advice: 'A step of an extended login, which this platform does not have. Use a user name and a token.',
  },
  {
    code: 0x80,
    meaning: 'unspecified error',
    advice: 'Read the reason string beside it. With MQTT 3.1 and 3.1.1, 0x80 in a SUBACK means that the filter is refused.',
  },
  {
    code: 0x81,
    meaning: 'malformed packet',
    advice: 'The server cannot read the packet. Check that nothing on the way changes the bytes, and the library of the client.',
  },
  {
    code: 0x82,
    meaning: 'protocol error',
    advice:
      'The packet is well formed, but not allowed here: a second CONNECT, a repeated property, a message before CONNACK. Check the library of the client.',
  },
  {
    code: 0x83,
    meaning: 'the server’s own reasons',
    advice: 'The packet is valid, and the server does not take it. Read the reason string, or the log of the server.',
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
  { code: 0x89, meaning: 'server busy', advice: 'Try again later, and wait longer after each attempt.' },
  { code: 0x8a, meaning: 'the client is banned', advice: 'Ask whoever runs the server why; trying again prolongs a ban on many servers.' },
  { code: 0x8b, meaning: 'the server shuts down', advice: 'Connect again in a while.' },
  {
    code: 0x8c,
    meaning: 'bad authentication method',
    advice: 'Connect with a user name and a token; the server does not know the method of the extended login, or wants another one.',
  },
  {
    code: 0x8d,
    meaning: 'keepalive timeout',
    advice:
      'The server heard nothing for one and a half times the keepalive. Check the network, and that the client sends PINGREQ in time.',
  },
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
  {
    code: 0x91,
    meaning: 'packet identifier in use',
    advice: 'Client and server disagree about what is under way. Connect with a clean session.',
  },
  {
    code: 0x92,
    meaning: 'packet identifier not found',
    advice:
      'Client and server disagree about what is under way. It is harmless right after a reconnect; otherwise connect with a clean session.',
  },
  {
    code: 0x93,
    meaning: 'Receive Maximum exceeded',
    advice: 'Wait for acknowledgements: CONNACK says how many messages with QoS 1 and 2 may be under way at a time.',
  },
  { code: 0x94, meaning: 'topic alias not valid', advice: 'Use only aliases up to the Topic Alias Maximum of CONNACK, or none.' },
  {
    code: 0x95,
    meaning: 'packet too large',
    advice: 'Send smaller messages: CONNACK says how large a packet may be, and the platform takes payloads of 131,072 bytes.',
  },
  { code: 0x96, meaning: 'message rate too high', advice: 'Send more slowly, or several readings in one message.' },
  {
    code: 0x97,
    meaning: 'quota exceeded',
    advice: 'Look which limit of the organisation or the server is reached: connections, messages, subscriptions or stored data.',
  },
  {
    code: 0x98,
    meaning: 'administrative action',
    advice: 'Somebody who runs the server closed the connection. Ask there before you connect again.',
  },
  {
    code: 0x99,
    meaning: 'payload format not valid',
    advice: 'The message says that its payload is text, and it is not UTF-8. Send valid UTF-8, or leave the payload format indicator out.',
  },
  { code: 0x9a, meaning: 'retain not supported', advice: 'Publish, and give the will, without retain.' },
  { code: 0x9b, meaning: 'QoS not supported', advice: 'Use no higher QoS than the Maximum QoS of CONNACK.' },
  { code: 0x9c, meaning: 'use another server', advice: 'Connect to the server that the packet names for now.' },
  {
    code: 0x9d,
    meaning: 'server moved',
    advice: 'Connect to the server that the packet names from now on, and change the host of the profile.',
  },
  {
    code: 0x9e,
    meaning: 'shared subscriptions not supported',
    advice: 'Subscribe without "$share" in the filter; on this platform an application shares by its client ID, A:org:application.',
  },
  { code: 0x9f, meaning: 'connection rate exceeded', advice: 'Connect less often, and wait longer after each attempt.' },
  { code: 0xa0, meaning: 'maximum connect time', advice: 'The server allowed the connection for a limited time only. Connect again.' },
  { code: 0xa1, meaning: 'subscription identifiers not supported', advice: 'Subscribe without a subscription identifier.' },
  { code: 0xa2, meaning: 'wildcard subscriptions not supported', advice: 'Subscribe to each topic by itself, without "+" and "#".' },
];
