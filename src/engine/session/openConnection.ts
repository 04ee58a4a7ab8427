import type { Socket } from 'node:net';
import type { SessionSettings } from '../../rpc/engineContract.ts';
import { deviceClientId } from '../../wiotp/clientId.ts';
import { isRefusal, Refusal } from '../../wiotp/refusal.ts';
import type { OwnConnections } from '../ownConnections.ts';
import { dial, localPeer } from './dial.ts';
import { MqttConnection, type ConnectionSurroundings } from './mqttConnection.ts';
import { timedOut } from './networkRefusal.ts';

/** What is needed to get a connection ready. */
export interface OpeningOptions extends ConnectionSurroundings {
  readonly settings: SessionSettings;
  readonly token: string;
  readonly own: OwnConnections;
  /** The subscriptions are there. What else makes the connection ready takes the time it takes. */
  readonly subscribed: (connection: MqttConnection) => Promise<void>;
}

/** How long everything up to the last SUBACK may take together. */
const openMs = 15_000;

/** Everything that Device Management sends to a device. */
export const managementFilter = 'iotdm-1/#';
const commandFilter = 'iot-2/cmd/+/fmt/+';
const refusedQos = 0x80;

/**
 * Dials, connects and subscribes to everything a device may receive.
 * @throws Refusal naming what went wrong, or the signal's reason; nothing is left open then.
 */
export async function openConnection(options: OpeningOptions, signal: AbortSignal): Promise<MqttConnection> {
  const { settings, clock } = options;
  let awaited = 'connection';
  const limit = new AbortController();
  const deadline = clock.after(openMs, () => limit.abort(timedOut(settings, awaited, openMs / 1000)));
  const ending = AbortSignal.any([signal, limit.signal]);
  let connection: MqttConnection | undefined;
  const cut = (): void => connection?.cut(ending.reason as Refusal);
  ending.addEventListener('abort', cut);
  try {
    const socket = await dial(settings, ending);
    awaited = 'CONNACK';
    connection = connectionOver(socket, options);
    await connection.open();
    awaited = 'SUBACK';
    await subscribe(connection, commandFilter);
    if (settings.managed) await subscribe(connection, managementFilter);
    deadline.cancel();
    await options.subscribed(connection);
    return connection;
  } catch (error) {
    connection?.cut(isRefusal(error) ? error : undefined);
    throw error;
  } finally {
    deadline.cancel();
    ending.removeEventListener('abort', cut);
  }
}

function connectionOver(socket: Socket, options: OpeningOptions): MqttConnection {
  const { settings, token, own } = options;
  const { org, typeId, deviceId, cleanSession, keepAliveSeconds } = settings;
  const peer = localPeer(socket);
  // Before CONNECT is written: the platform must not report a connection that nobody here knows.
  own.opened(peer);
  socket.once('close', () => own.closed(peer));
  return new MqttConnection(socket, { clientId: deviceClientId(org, typeId, deviceId), token, cleanSession, keepAliveSeconds }, options);
}

/** Subscribes; a platform that keeps the rules refuses neither of the filters of a device. */
export async function subscribe(connection: MqttConnection, filter: string): Promise<void> {
  if ((await connection.subscribe(filter)) !== refusedQos) return;
  throw new Refusal(`The platform refused the subscription to ${filter} (SUBACK ${refusedQos}).`, {
    rule: 'a device may subscribe to its commands and to Device Management',
    advice: 'Check that the server is a Watson IoT platform and that the device’s role there allows it.',
    code: refusedQos,
  });
}
