import { topicUserOfClient } from '../../profiles/topicUser.ts';
import { isSecure, isWebSocket } from '../../profiles/transportOf.ts';
import type { ConnectionEvent } from '../../rpc/log/traffic.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';
import { shownAddress } from '../network/address.ts';
import { lateRefusal } from '../network/lateRefusal.ts';
import { failed, type Finding } from './finding.ts';
import type { ExchangeEnd } from './mqtt/doctorExchange.ts';
import type { Patient } from './patient.ts';

/** A connection that ended before the CONNACK: MQTT 3.1.1 has no word for why, so what is known has to tell. */
export function explainClose(patient: Patient, end: ExchangeEnd, said: ConnectionEvent | undefined, speaksTls: boolean): Finding {
  const { endpoint } = patient.settings;
  if (said?.reason !== undefined) {
    return { result: 'failed', text: said.reason, ...(said.advice === undefined ? {} : { advice: said.advice }), facts: [] };
  }
  const { cause } = end;
  const late = cause instanceof Error ? lateRefusal(endpoint, cause, patient.credentials.redact) : undefined;
  if (late !== undefined) return failed(late);
  const where = shownAddress(endpoint);
  if (end.bytes !== undefined) {
    const first = end.bytes.toString('latin1');
    const { text, advice } = foreign.find(({ begins }) => first.startsWith(begins)) ?? notMqtt;
    return { result: 'failed', text: `${where} ${text}`, advice, facts: [] };
  }
  if (speaksTls) return { result: 'failed', text: `${where} ${withTls.text}`, advice: withTls.advice, facts: [] };
  return { result: 'failed', text: `${where} closed the connection without a CONNACK.`, advice: adviceFor(patient), facts: [] };
}

interface Foreign {
  readonly begins: string;
  readonly text: string;
  readonly advice: string;
}

const withTls = { text: 'speaks TLS only.', advice: 'Choose the transport TLS, or the port for MQTT without it, usually 1883.' };

/** What other services say first, or in answer to CONNECT. */
const foreign: readonly Foreign[] = [
  { begins: '\u0015\u0003', ...withTls },
  { begins: 'HTTP/', text: 'answers as a web server does.', advice: 'Check the port; a web server may take MQTT as a WebSocket.' },
  { begins: 'SSH-', text: 'answers as an SSH server does.', advice: 'Check the port; MQTT usually has 1883, 8883 or 443.' },
  { begins: '220', text: 'answers as a mail or file server does.', advice: 'Check the port; MQTT usually has 1883, 8883 or 443.' },
];

const notMqtt = { text: 'answers with something that is no MQTT.', advice: 'Check the port; MQTT usually has 1883, 8883 or 443.' };

/** The likeliest causes first. */
function adviceFor({ settings }: Patient): string {
  const { endpoint, mqttVersion, will, identity, isPlatform } = settings;
  const user = topicUserOfClient(identity);
  const fault = will === undefined || !isPlatform ? undefined : topicFault(user, 'publish', will.topic, { mqtt: mqttVersion });
  const likely = [
    // The platform refuses a client for its will without a word [PX-mqtt].
    fault === undefined ? undefined : `The will goes to a topic that is not allowed: ${fault.reason}`,
    isSecure(endpoint.transport) || isWebSocket(endpoint.transport)
      ? undefined
      : 'Check whether the port wants TLS: such a port closes like this.',
    mqttVersion === '5' ? 'Try MQTT 3.1.1: a server that does not know MQTT 5 closes like this.' : undefined,
    'Check that the port speaks MQTT, and whether the server lets this client ID connect.',
  ];
  return likely.filter((each) => each !== undefined).join(' ');
}
