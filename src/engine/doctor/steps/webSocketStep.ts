import { isWebSocket } from '../../../profiles/transportOf.ts';
import { shownAddress } from '../../network/address.ts';
import { openStream } from '../../network/openStream.ts';
import { fact, passed, skipped, type Finding } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Opens the WebSocket, which the next step goes on with. */
export async function examineWebSocket(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { endpoint } = patient.settings;
  if (!isWebSocket(endpoint.transport)) return skipped('The transport is no WebSocket.');
  patient.keep(await openStream(endpoint, patient.credentials, signal));
  const facts = [fact('Path', endpoint.path), fact('Subprotocol', 'mqtt')];
  return passed(`${shownAddress(endpoint)} opens a WebSocket for MQTT.`, facts);
}
