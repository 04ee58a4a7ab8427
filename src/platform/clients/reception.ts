import type { ClientIdentity } from '../../wiotp/clientId.ts';
import { sharedKeepAliveSeconds } from '../../wiotp/limits.ts';
import { mostOf } from '../../wiotp/limitTable.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { authenticate } from '../access/authenticate.ts';
import { checkTopic } from '../access/checkTopic.ts';
import type { Journal } from '../journal.ts';
import { breach } from '../mqtt/breach.ts';
import type { Admission, Connection, Reception as MqttReception } from '../mqtt/connection.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import type { Sessions } from '../routing/sessions.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import { deviceForm, longForm } from '../routing/topicForm.ts';
import type { ClientDirectory } from './clientDirectory.ts';
import { ConnectedClient, type ClientTraits } from './connectedClient.ts';
import type { Intake } from './intake.ts';

/** What the reception works with. */
export interface ReceptionSurroundings {
  readonly registry: Registry;
  readonly directory: ClientDirectory;
  readonly sessions: Sessions;
  readonly subscriptions: Subscriptions;
  readonly intake: Intake;
  readonly journal: Journal;
  /** Told about defects of ours. */
  readonly failed: (error: unknown) => void;
}

/** Limits by client class [D-quota, PX-mqtt]; those here are the same in every plan. */
const limits = {
  device: { maxSubscriptions: most('deviceSubscriptions'), window: most('outboundInflight') },
  application: { maxSubscriptions: most('applicationSubscriptions'), window: most('applicationInflight') },
} as const;

/** Decides on new connections and introduces the accepted ones to the platform. */
export class Reception implements MqttReception {
  readonly #surroundings: ReceptionSurroundings;

  constructor(surroundings: ReceptionSurroundings) {
    this.#surroundings = surroundings;
  }

  admit(connection: Connection, packet: ConnectPacket): Admission {
    const { registry, directory, sessions, journal, subscriptions, intake } = this.#surroundings;
    const identity = authenticate(packet, registry);
    const user = identity.sender === 'application' ? 'application' : 'device';
    if (packet.will !== undefined) checkTopic(user, 'publish', packet.will.topic);
    const key = keyOf(identity, packet, connection);
    directory.find(key)?.end(breach(288, `A new connection with the same client ID came from ${connection.peer}.`));
    const shared = 'shared' in identity && identity.shared;
    const { session, present } = sessions.open({
      clientId: packet.clientId,
      durable: !packet.cleanSession,
      window: limits[user].window,
      ...(shared ? { group: `A:${identity.org}:${identity.appId}` } : {}),
    });
    const traits: ClientTraits = {
      key,
      user,
      form: 'typeId' in identity ? deviceForm(identity.typeId, identity.deviceId) : longForm,
      maxSubscriptions: limits[user].maxSubscriptions,
      sessionPresent: present,
      ...(packet.will === undefined ? {} : { will: packet.will }),
    };
    const client = new ConnectedClient(connection, session, traits, {
      journal,
      subscriptions,
      intake,
      ended: (gone) => this.#release(gone),
    });
    directory.add(client);
    return { client, sessionPresent: present, keepAliveSeconds: keepAliveOf(packet, shared) };
  }

  refused(connection: Connection, clientId: string, why: Refusal): void {
    const { code = 0, message: reason, advice } = why;
    const source = { clientId, connection: connection.id };
    this.#surroundings.journal.event(source, { kind: 'connection.refused', peer: connection.peer, code, reason, advice });
  }

  failed(error: unknown): void {
    this.#surroundings.failed(error);
  }

  #release(client: ConnectedClient): void {
    this.#surroundings.directory.remove(client);
    this.#surroundings.sessions.release(client.session);
  }
}

/** Scalable applications without an instance ID share one client ID; everybody else has it alone. */
function keyOf(identity: ClientIdentity, { clientId }: ConnectPacket, { id }: Connection): string {
  return 'shared' in identity && identity.shared && identity.instanceId === undefined ? `${clientId} ${id}` : clientId;
}

function most(limit: string): number {
  const allowed = mostOf(limit, 'standard');
  // A limit that is spelt wrong must not become none.
  if (allowed === undefined) throw new Error(`The platform has no limit ${limit}`);
  return allowed;
}

function keepAliveOf({ keepAliveSeconds }: ConnectPacket, shared: boolean): number {
  if (!shared) return keepAliveSeconds;
  return keepAliveSeconds === 0 ? sharedKeepAliveSeconds : Math.min(keepAliveSeconds, sharedKeepAliveSeconds);
}
