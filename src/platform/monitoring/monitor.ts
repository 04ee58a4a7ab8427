import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { clientIdOf, type ClientIdentity } from '../../wiotp/clientId.ts';
import { tokenUserName } from '../../wiotp/limits.ts';
import { buildTopic } from '../../wiotp/topic.ts';
import { jsonPayload } from '../jsonPayload.ts';
import type { Link } from '../ports/link.ts';
import { peerHost } from '../ports/peerHost.ts';
import type { Router } from '../routing/router.ts';
import { Retained, type Kept } from './retained.ts';

/** What is told about a connection. */
export interface Monitored {
  readonly identity: ClientIdentity;
  readonly link: Link;
  readonly version: 3 | 4 | 5;
  readonly userName?: string;
  readonly durable: boolean;
  readonly newSession: boolean;
  /** In milliseconds since the epoch. */
  readonly connected: number;
}

/** What a connection carried. */
export interface Carried {
  readonly readBytes: number;
  readonly readMessages: number;
  readonly writtenBytes: number;
  readonly writtenMessages: number;
}

/** Tells applications who connects, disconnects and fails to connect [D-app, PX-mon, BLOG-app]. */
export class Monitor {
  readonly #router: Router;
  readonly #clock: Clock;
  readonly #retained: Retained;

  constructor(router: Router, clock: Clock) {
    this.#router = router;
    this.#clock = clock;
    this.#retained = new Retained(clock);
  }

  connected(client: Monitored): void {
    const { durable, newSession, link } = client;
    const message = this.#tell(client.identity, {
      ...this.#head('Connect', client.identity, link, client.version),
      ...detailsOf(client),
      Durable: durable,
      NewSession: newSession,
    });
    const kept = { ...message, connection: link.id };
    // Connections of one application share its topic.
    if (client.identity.sender === 'application') this.#retained.keepAlso(kept);
    else this.#retained.keep(kept);
  }

  /** Of a device it is kept; of an application it ends what was kept [BLOG-app]. */
  disconnected(client: Monitored, closeCode: number, reason: string, carried: Carried): void {
    const { identity, link } = client;
    const message = this.#tell(identity, {
      ...this.#head('Disconnect', identity, link, client.version),
      ...detailsOf(client),
      ...endOf(closeCode, reason),
      ReadBytes: carried.readBytes,
      ReadMsg: carried.readMessages,
      WriteBytes: carried.writtenBytes,
      WriteMsg: carried.writtenMessages,
    });
    if (identity.sender === 'application') this.#retained.forget(message.topic, link.id);
    else this.#retained.keep({ ...message, connection: link.id });
  }

  /** Somebody whose client ID names a device or application of the organisation was not let in. */
  failed(identity: ClientIdentity, link: Link, closeCode: number, reason: string, version?: 3 | 4 | 5): void {
    this.#tell(identity, { ...this.#head('FailedConnect', identity, link, version), ...endOf(closeCode, reason) });
  }

  /** What is kept for a filter in the long form: whoever subscribes to it gets that at once. */
  retained(filter: string): readonly Kept[] {
    return filter.endsWith('/mon') ? this.#retained.matching(filter) : [];
  }

  /** The device is no longer registered. */
  forget(device: DeviceName): void {
    this.#retained.forget(buildTopic('mon.device', { ...device }));
  }

  #head(action: string, identity: ClientIdentity, link: Link, version: 3 | 4 | 5 | undefined): object {
    return {
      Action: action,
      Time: timeOf(this.#clock.now()),
      ClientAddr: peerHost(link.peer),
      ClientID: clientIdOf(identity),
      Port: link.port,
      Secure: link.secure,
      ...(version === undefined ? {} : { Protocol: `mqtt${version}${link.webSocket ? '-ws' : ''}` }),
    };
  }

  #tell(identity: ClientIdentity, message: object): { readonly topic: string; readonly payload: Uint8Array } {
    const topic = topicOf(identity);
    const payload = jsonPayload(message);
    this.#router.route(this.#router.lane(topic), payload, 0);
    return { topic, payload };
  }
}

function topicOf(identity: ClientIdentity): string {
  if (identity.sender === 'application') return buildTopic('mon.app', { appId: identity.appId });
  return buildTopic('mon.device', { typeId: identity.typeId, deviceId: identity.deviceId });
}

/** The user name of everybody with a token is not worth telling [PX-mon]. */
function detailsOf({ userName, connected }: Monitored): object {
  return { ...(userName === undefined || userName === tokenUserName ? {} : { User: userName }), ConnectTime: timeOf(connected) };
}

function endOf(closeCode: number, reason: string): object {
  return closeCode === 0 ? {} : { CloseCode: closeCode, Reason: reason };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
