import type { Secrets } from '../../profiles/secrets.ts';
import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { isRefusal, type Refusal } from '../../wiotp/refusal.ts';
import { readCredentials, type Credentials } from '../network/credentials.ts';
import { localPeer } from '../network/dial.ts';
import { timedOut } from '../network/networkRefusal.ts';
import { openStream, type OpenStream } from '../network/openStream.ts';
import type { OwnConnections } from '../ownConnections.ts';
import type { ConnectionSurroundings } from './connectionSurroundings.ts';
import { markedFinal } from './finalRefusal.ts';
import { loginOf } from './login.ts';
import { MqttConnection } from './mqttConnection.ts';

/** What is needed to get a connection ready. */
export interface OpeningOptions extends Omit<ConnectionSurroundings, 'isPlatform'> {
  readonly settings: SessionSettings;
  readonly secrets: Secrets;
  readonly own: OwnConnections;
  /** Makes the subscriptions. */
  readonly subscribe: (connection: MqttConnection) => Promise<void>;
  /** The subscriptions are there, and the connection is ready. */
  readonly subscribed: () => void;
}

/** How long the way to the server and CONNACK may take together, and then each further acknowledgement, in milliseconds. */
const openMs = 15_000;

/** How long all of it may take, however much is acknowledged, in milliseconds. What a lasting session has sent again by then stays sent. */
const mostOpenMs = 60_000;

/**
 * Dials, connects and subscribes.
 * @throws Refusal naming what went wrong, or the signal's reason; nothing is left open then.
 */
export async function openConnection(options: OpeningOptions, signal: AbortSignal): Promise<MqttConnection> {
  const { settings, clock } = options;
  let awaited = 'connection';
  let connection: MqttConnection | undefined;
  const limit = new AbortController();
  const begun = clock.now();
  const expire = (): void => {
    // What a lasting session sends again may take long; it ends when nothing is acknowledged any more.
    const end = Math.min(begun + mostOpenMs, Math.max(begun, connection?.progress ?? begun) + openMs);
    const now = clock.now();
    if (end > now) deadline = clock.after(end - now, expire);
    else limit.abort(timedOut(settings.endpoint, awaited, (end === begun + mostOpenMs ? mostOpenMs : openMs) / 1000));
  };
  let deadline = clock.after(openMs, expire);
  const ending = AbortSignal.any([signal, limit.signal]);
  const cut = (): void => connection?.cut(ending.reason as Refusal);
  ending.addEventListener('abort', cut);
  try {
    const credentials = await ownCredentials(options, ending);
    const opened = await openStream(settings.endpoint, credentials, ending, (what) => (awaited = what));
    awaited = 'CONNACK';
    connection = connectionOver(opened, options);
    await connection.open();
    awaited = 'SUBACK';
    await options.subscribe(connection);
    options.subscribed();
    return connection;
  } catch (error) {
    connection?.cut(isRefusal(error) ? error : undefined);
    throw error;
  } finally {
    deadline.cancel();
    ending.removeEventListener('abort', cut);
  }
}

/** What is wrong with a file on this computer, or its passphrase, is so at the next attempt as well. */
async function ownCredentials({ settings: { endpoint }, secrets }: OpeningOptions, signal: AbortSignal): Promise<Credentials> {
  try {
    return await readCredentials(endpoint, secrets, signal);
  } catch (error) {
    throw signal.aborted ? error : markedFinal(error);
  }
}

function connectionOver(opened: OpenStream, options: OpeningOptions): MqttConnection {
  const { settings, secrets, own } = options;
  const peer = localPeer(opened.socket);
  // Before CONNECT is written: the platform must not report a connection that nobody here knows.
  own.opened(peer);
  opened.socket.once('close', () => own.closed(peer));
  return new MqttConnection(opened, loginOf(settings, secrets), { ...options, isPlatform: settings.isPlatform });
}
