import { maxPayloadBytes } from '../limits.ts';
import type { Code } from './code.ts';

/** Close codes, as monitoring messages and logs carry them [D-app, RC-h, PX-mqtt]. */
export const closeCodes: readonly Code[] = [
  { code: 0, meaning: 'closed normally', advice: 'Nothing is wrong.' },
  { code: 90, meaning: 'closed normally', advice: 'Nothing is wrong.' },
  { code: 91, meaning: 'closed by the client or the network', advice: 'Check the network if the client did not mean to.' },
  { code: 92, meaning: 'closed by the platform', advice: 'Look at the messages just before.' },
  { code: 93, meaning: 'the platform shut down', advice: 'Connect again when it is back.' },
  { code: 94, meaning: 'closed by an administrator', advice: 'Look whether the device was removed, and register it again.' },
  {
    code: 95,
    meaning: 'the client does not acknowledge messages',
    advice: 'Answer each message of QoS 1 with PUBACK, and of QoS 2 with PUBREC and PUBCOMP.',
  },
  {
    code: 96,
    meaning: 'the client does not acknowledge messages',
    advice: 'Answer each message of QoS 1 with PUBACK, and of QoS 2 with PUBREC and PUBCOMP.',
  },
  { code: 104, meaning: 'the platform has reached its capacity', advice: 'Connect again later, and wait longer after each attempt.' },
  {
    code: 105,
    meaning: 'invalid data from the client',
    advice: 'Check that the client speaks MQTT 3.1 or 3.1.1 on this port, or 5 where the platform has it.',
  },
  { code: 154, meaning: 'too many subscriptions', advice: 'Subscribe to fewer filters, or use "+" in one filter for many topics.' },
  { code: 160, meaning: 'keepalive timeout', advice: 'Send a PINGREQ within the keepalive time, or choose a longer one.' },
  {
    code: 163,
    meaning: 'TLS handshake failed',
    advice: 'Use TLS 1.2, trust the certificate authority of the server, and send the host name (SNI).',
  },
  { code: 164, meaning: 'no data received', advice: 'Send CONNECT right after the connection is open.' },
  { code: 165, meaning: 'initial packet too large', advice: 'Send a smaller CONNECT; the will is usually what makes it large.' },
  { code: 166, meaning: 'client ID not valid', advice: 'Use d:org:type:id with letters, digits, "-", "_" and ".".' },
  { code: 167, meaning: 'server not available', advice: 'Connect again later, and wait longer after each attempt.' },
  {
    code: 169,
    meaning: 'client certificate missing',
    advice: 'Send a client certificate with the name d:type:id or g:type:id; the policy of the organisation asks for one.',
  },
  {
    code: 170,
    meaning: 'client certificate not valid',
    advice: 'Check that the certificate is not expired or revoked, that the platform knows its authority, and that its name is d:type:id.',
  },
  {
    code: 173,
    meaning: 'too many connections in the organisation',
    advice: 'Close connections that are not used, or ask for a larger plan.',
  },
  {
    code: 175,
    meaning: 'HTTP Authorization header changed',
    advice: 'Send the same Authorization header in every request of one HTTP connection.',
  },
  {
    code: 176,
    meaning: 'authorisation delayed',
    advice: 'Wait for the answer before connecting again: after failed attempts the platform takes its time.',
  },
  {
    code: 177,
    meaning: 'the gateway could not create a device',
    advice: 'Check the type and ID in the topic, register the device yourself, or give the gateway the privileged role.',
  },
  { code: 178, meaning: 'slow consumer', advice: 'Read messages faster, or subscribe to fewer.' },
  {
    code: 180,
    meaning: 'not authorised',
    advice: 'Check the token and that the device is registered. Through a gateway: check its role and resource group.',
  },
  { code: 271, meaning: 'wrong message length', advice: 'Check the MQTT library; the packet is shorter or longer than it announces.' },
  { code: 276, meaning: 'topic not valid', advice: 'Publish and subscribe only to the topics of the client’s class.' },
  { code: 282, meaning: 'the first packet was not CONNECT', advice: 'Send CONNECT first.' },
  { code: 284, meaning: 'QoS not valid', advice: 'Use QoS 0, 1 or 2.' },
  {
    code: 286,
    meaning: 'protocol error',
    advice: 'Send no password without a user name. Otherwise check the MQTT library: the packet broke a rule of MQTT.',
  },
  { code: 287, meaning: 'message too large', advice: `Keep payloads at or below ${maxPayloadBytes.toLocaleString('en')} bytes.` },
  {
    code: 288,
    meaning: 'replaced by a new connection with the same client ID',
    advice: 'Use each client ID only once; two clients with one ID push each other out. After a lost connection the first one is normal.',
  },
  { code: 289, meaning: 'system topic', advice: 'Topics that begin with $SYS cannot be used.' },
  { code: 291, meaning: 'QoS above what the organisation allows', advice: 'Publish with a lower QoS.' },
  { code: 292, meaning: 'durable session not allowed', advice: 'Connect with clean session true.' },
  { code: 293, meaning: 'protocol version not valid', advice: 'Use MQTT 3.1 or 3.1.1, or 5 where the platform has it.' },
  {
    code: 294,
    meaning: 'too much data before the client was authorised',
    advice: 'Wait for CONNACK before sending large messages.',
  },
];
