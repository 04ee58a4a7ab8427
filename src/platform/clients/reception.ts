import type { Clock } from '../../rpc/node/clock.ts';
import { clientIdOf, parseClientId, type ClientIdentity } from '../../wiotp/clientId.ts';
import { clientIdFault, mostClientIdBytes } from '../../wiotp/clientIdFault.ts';
import { sharedKeepAliveSeconds } from '../../wiotp/limits.ts';
import { isRefusal, type Refusal } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { refusedConnect } from '../access/refusedConnect.ts';
import { RefusalDelay } from '../access/refusalDelay.ts';
import { topicRefusal } from '../access/checkTopic.ts';
import { Unregistered } from '../access/unregistered.ts';
import type { Journal } from '../journal.ts';
import type { Monitored } from '../monitoring/monitor.ts';
import { breach } from '../mqtt/breach.ts';
import type { Admission, Connection, Reception as MqttReception } from '../mqtt/connection.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Quotas } from '../quota/quotas.ts';
import type { Session } from '../routing/session.ts';
import type { Attempts } from './attempts.ts';
import { clientClasses, formFor, userOf } from './clientClasses.ts';
import { ConnectedClient, type ClientTraits } from './connectedClient.ts';
import type { Organisation } from './organisation.ts';

/** What the reception works with. */
export interface ReceptionSurroundings {
  readonly registered: Organisation;
  readonly quickstart: Organisation;
  readonly journal: Journal;
  readonly attempts: Attempts;
  readonly quotas: Quotas;
  readonly clock: Clock;
  /** Told about defects of ours. */
  readonly failed: (error: unknown) => void;
}

/** The CONNACK code for everything about authorisation [PX-mqtt]. */
const notAuthorised = 5;

/** The close codes of CONNACK codes, for those who watch [PX-mqtt, RC-h]. */
const closeCodes: Readonly<Record<number, number>> = { 1: 293, 2: 166, 3: 167, 4: 180, [notAuthorised]: 180 };

/** Decides on new connections and introduces the accepted ones to the platform. */
export class Reception implements MqttReception {
  readonly #surroundings: ReceptionSurroundings;
  readonly #delay: RefusalDelay;
  /** Refusals by which a client failed to prove who it is; others are no reason to slow it down. */
  readonly #unauthorised = new WeakSet<Refusal>();

  constructor(surroundings: ReceptionSurroundings) {
    this.#surroundings = surroundings;
    this.#delay = new RefusalDelay(surroundings.clock);
  }

  queue({ link }: Connection, { clientId }: ConnectPacket): number {
    const counts = link.service === 'full' && (clientId.startsWith('d:') || clientId.startsWith('g:'));
    const waitMs = counts ? this.#surroundings.quotas.connect() : 0;
    if (waitMs !== undefined) return waitMs;
    throw refusedConnect(3, 'More devices connect than the plan allows in a second, and too many wait already.', 'Connect again later.');
  }

  admit(connection: Connection, packet: ConnectPacket): Admission {
    const { clientId, will } = packet;
    const organisation = this.#organisationAt(connection);
    if (this.#delay.isPending(clientId, connection.peer))
      throw breach(176, 'An earlier attempt with this client ID was refused, and still waits for its answer.');
    const identity = this.#authenticate(organisation, packet, connection);
    const badWill = will === undefined ? undefined : topicRefusal(userOf(identity), 'publish', will.topic);
    const refusal = badWill ?? organisation.refusal(identity);
    if (refusal !== undefined) throw refusal;
    const key = keyOf(identity, connection);
    organisation.directory.find(key)?.end(breach(288, `A new connection with the same client ID came from ${connection.peer}.`));
    const group = groupOf(identity);
    const { session, present } = organisation.sessions.open({
      clientId: clientIdOf(identity),
      durable: !packet.cleanSession,
      window: clientClasses[userOf(identity)].window,
      ...(group === undefined ? {} : { group }),
    });
    const client = this.#introduce(connection, packet, { organisation, identity, key, session, present });
    return { client, sessionPresent: present, keepAliveSeconds: keepAliveOf(packet, group !== undefined) };
  }

  refused(connection: Connection, wanted: string, why: Refusal): number {
    const { journal, attempts } = this.#surroundings;
    const { code = 0, message: reason, advice } = why;
    const { link, peer } = connection;
    // What no client may be called can be 65,535 bytes of anything.
    const clientId = wanted.length > mostClientIdBytes ? shownText(wanted) : wanted;
    const registrable = why instanceof Unregistered ? why.registrable : undefined;
    attempts.refused(link, clientId, why, registrable);
    const attempt = registrable === undefined ? {} : { attempt: link.id };
    journal.event({ clientId, connection: connection.id }, { kind: 'connection.refused', peer, code, reason, advice, ...attempt });
    const identity = clientIdFault(wanted) === undefined ? parseClientId(wanted) : '';
    if (typeof identity === 'string') return 0;
    const { org, monitor } = this.#organisationAt(connection);
    if (identity.org === org) monitor.failed(identity, link, closeCodes[code] ?? code, reason, connection.version);
    return this.#unauthorised.has(why) ? this.#delay.failed(wanted, peer) : 0;
  }

  failed(error: unknown): void {
    this.#surroundings.failed(error);
  }

  #authenticate(organisation: Organisation, packet: ConnectPacket, { link, peer }: Connection): ClientIdentity {
    try {
      const identity = organisation.authenticate(packet, link);
      this.#delay.succeeded(packet.clientId, peer);
      return identity;
    } catch (error) {
      if (isRefusal(error) && error.code === notAuthorised) this.#unauthorised.add(error);
      throw error;
    }
  }

  #organisationAt({ link }: Connection): Organisation {
    const { registered, quickstart } = this.#surroundings;
    return link.service === 'quickstart' ? quickstart : registered;
  }

  #introduce(connection: Connection, packet: ConnectPacket, arrival: Arrival): ConnectedClient {
    const { journal, attempts, clock } = this.#surroundings;
    const { organisation, identity, key, session, present } = arrival;
    const { directory, sessions, monitor } = organisation;
    const { userName, will, version } = packet;
    const user = userOf(identity);
    const device = organisation.deviceOf(identity);
    const traits: ClientTraits = {
      key,
      user,
      form: formFor(identity),
      limits: clientClasses[user],
      sessionPresent: present,
      ...(clientIdOf(identity) === packet.clientId ? {} : { remark: servedAs(packet.clientId, identity.org) }),
      ...(device === undefined ? {} : { device }),
      ...(will === undefined ? {} : { will }),
    };
    const monitored: Monitored = {
      identity,
      link: connection.link,
      version,
      durable: !packet.cleanSession,
      newSession: !present,
      connected: clock.now(),
      ...(userName === undefined ? {} : { userName }),
    };
    const client = new ConnectedClient(connection, session, traits, {
      ...organisation.rightsOf(identity),
      journal,
      monitor,
      subscriptions: organisation.subscriptions,
      intake: organisation.intake,
      opened: () => {
        attempts.accepted(connection.link, packet.clientId);
        monitor.connected(monitored);
      },
      ended: (gone, why) => {
        directory.remove(gone);
        sessions.release(session);
        attempts.closed(connection.link, why);
        monitor.disconnected(monitored, why.code ?? 0, why.message, gone.carried);
      },
    });
    directory.add(client);
    return client;
  }
}

interface Arrival {
  readonly organisation: Organisation;
  readonly identity: ClientIdentity;
  readonly key: string;
  readonly session: Session;
  readonly present: boolean;
}

/** The group whose members share their subscriptions; `undefined` for everybody else. */
function groupOf(identity: ClientIdentity): string | undefined {
  return 'shared' in identity && identity.shared ? `A:${identity.org}:${identity.appId}` : undefined;
}

/** Scalable applications without an instance ID share one client ID; everybody else has it alone. */
function keyOf(identity: ClientIdentity, { id }: Connection): string {
  const clientId = clientIdOf(identity);
  return 'shared' in identity && identity.shared && identity.instanceId === undefined ? `${clientId} ${id}` : clientId;
}

/** What a client whose organisation was adopted is told of in the journal, where it has the client ID of the registry. */
function servedAs(clientId: string, org: string): string {
  return `Its client ID is ${shownText(clientId)}: this platform serves that organisation as ${org}.`;
}

function keepAliveOf({ keepAliveSeconds }: ConnectPacket, shared: boolean): number {
  if (!shared) return keepAliveSeconds;
  return keepAliveSeconds === 0 ? sharedKeepAliveSeconds : Math.min(keepAliveSeconds, sharedKeepAliveSeconds);
}
