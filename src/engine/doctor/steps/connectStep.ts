import { isSecure } from '../../../profiles/transportOf.ts';
import { localPeer } from '../../network/dial.ts';
import { openStream } from '../../network/openStream.ts';
import { loginOf } from '../../session/login.ts';
import { explainClose } from '../explainClose.ts';
import { explainConnack } from '../explainConnack.ts';
import { fact, passed, withWarnings, type Fact, type Finding, type Warning } from '../finding.ts';
import { DoctorExchange, ExchangeEnd } from '../mqtt/doctorExchange.ts';
import type { Connack } from '../mqtt/answers.ts';
import { lookAtServer } from '../tlsHandshake.ts';
import type { Patient } from '../patient.ts';
import { abandonable } from '../abandonable.ts';

/** Connects as the session would. */
export async function examineConnect(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { settings, secrets, credentials, reasons } = patient;
  const { endpoint } = settings;
  const opened = patient.take() ?? (await openStream(endpoint, credentials, signal));
  const peer = localPeer(opened.socket);
  // Before CONNECT is written: the platform must not report a connection that nobody here knows.
  reasons?.opened(peer);
  opened.socket.once('close', () => reasons?.closed(peer));
  const exchange = new DoctorExchange(opened, settings.mqttVersion);
  patient.connected(exchange, peer);
  const answer = await abandonable(exchange.connect(loginOf(settings, secrets)), signal).catch((error: unknown) => {
    if (error instanceof ExchangeEnd) return error;
    throw error;
  });
  if (answer instanceof ExchangeEnd || answer.code !== 0) {
    const said = await patient.explanation();
    if (!(answer instanceof ExchangeEnd)) return explainConnack(patient, answer, said);
    return explainClose(patient, answer, said, await speaksTls(patient, answer, signal));
  }
  patient.sessionPresent = answer.sessionPresent;
  await abandonable(exchange.ping(), signal).catch(() => signal.throwIfAborted());
  return withWarnings(passed('The server accepts the connection.', factsOf(patient, answer, exchange)), warningsOf(patient, answer));
}

function factsOf({ settings }: Patient, { sessionPresent, keepAliveSeconds }: Connack, { messages }: DoctorExchange): readonly Fact[] {
  const session = settings.cleanSession
    ? 'clean: what was queued for the client ID is discarded, as whenever this profile connects'
    : sessionPresent
      ? 'the server kept one'
      : 'lasting; the server had none';
  return [
    fact('MQTT', settings.mqttVersion),
    fact('Session', session),
    ...(messages === 0 ? [] : [fact('Queued messages', `${messages} or more came; none was acknowledged, so that they stay queued`)]),
    ...(keepAliveSeconds === undefined ? [] : [fact('Keepalive', `the server wants ${keepAliveSeconds} s`)]),
  ];
}

function warningsOf({ settings }: Patient, { sessionPresent }: Connack): readonly Warning[] {
  return settings.cleanSession && sessionPresent ? [keptAnyway] : [];
}

const keptAnyway: Warning = {
  text: 'The server says that it kept a session, although a clean one was asked for.',
  advice: 'A server that does this breaks the rules of MQTT; look at its settings.',
};

/** Whether a port that closes without a word would have answered to TLS. */
async function speaksTls(patient: Patient, { bytes, said }: ExchangeEnd, signal: AbortSignal): Promise<boolean> {
  if (isSecure(patient.settings.endpoint.transport) || bytes !== undefined || said !== undefined) return false;
  return lookAtServer(patient, signal).then(
    () => true,
    () => false,
  );
}
