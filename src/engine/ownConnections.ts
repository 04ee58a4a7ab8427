import type { ApplicationState, DeviceState } from '../rpc/device/deviceState.ts';
import type { Clock } from '../rpc/node/clock.ts';
import type { PlatformInfo } from '../rpc/platformContract.ts';
import type { ConnectionEvent, TrafficRecord } from '../rpc/log/traffic.ts';
import { deviceClientId, gatewayClientId } from '../wiotp/clientId.ts';
import { Explanations } from './explanations.ts';

/** How long the platform may take to report a socket that is closed already, in milliseconds. */
const lateMs = 10_000;

/**
 * Tells which of the platform's records are about this engine's own sessions: those are in the log already, as the
 * sessions saw them. A session is recognised by the address of its socket.
 */
export class OwnConnections {
  readonly #clock: Clock;
  readonly #explanations: Explanations;
  #platformPorts: ReadonlySet<number> = new Set();
  /** Our sockets, each with the time of its end; infinite while it is open. */
  readonly #sockets = new Map<string, number>();
  /** Connections of the platform that are ours, by the platform's name for them. */
  readonly #connections = new Set<string>();
  /** Clients that were ours when the platform's traffic began to arrive, so that their opening was not seen. */
  readonly #clients = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#explanations = new Explanations(clock);
  }

  /** A socket of ours is open; nothing was written to it yet. */
  opened(peer: string): void {
    this.#sockets.set(plain(peer), Number.POSITIVE_INFINITY);
  }

  closed(peer: string): void {
    const now = this.#clock.now();
    for (const [socket, end] of this.#sockets) if (end + lateMs < now) this.#sockets.delete(socket);
    this.#sockets.set(plain(peer), now);
  }

  /** Begins with a new platform, or a new connection to it, which has these devices, and these applications connected. */
  begin(
    info: Pick<PlatformInfo, 'org' | 'listeners'>,
    { devices, applications }: { readonly devices: readonly DeviceState[]; readonly applications: readonly ApplicationState[] },
  ): void {
    const { org } = info;
    this.listensAt(info);
    this.#connections.clear();
    this.#clients.clear();
    for (const { typeId, deviceId, classId, online, peer } of devices) {
      const clientId = (classId === 'Gateway' ? gatewayClientId : deviceClientId)(org, typeId, deviceId);
      if (online && peer !== undefined && this.#isOurs(peer)) this.#clients.add(clientId);
    }
    for (const { clientId, peer } of applications) if (this.#isOurs(peer)) this.#clients.add(clientId);
  }

  /** The platform opened or closed ports. */
  listensAt({ listeners }: Pick<PlatformInfo, 'listeners'>): void {
    this.#platformPorts = new Set(listeners.map(({ port }) => port));
  }

  /** The platform's traffic no longer arrives. */
  end(): void {
    this.#platformPorts = new Set();
  }

  /**
   * What the platform itself says about the end of a socket of ours that led to this port; `undefined` when it is
   * another server, or says nothing soon.
   */
  explanation(peer: string, port: number): Promise<ConnectionEvent | undefined> {
    return this.#platformPorts.has(port) ? this.#explanations.of(plain(peer)) : Promise.resolve(undefined);
  }

  /** Whether a record of the platform is about a session of ours. Takes every record once, in order. */
  has({ event, connection, clientId }: TrafficRecord): boolean {
    if (event?.reason !== undefined && event.peer !== undefined && this.#isOurs(event.peer))
      this.#explanations.take(plain(event.peer), event);
    if (event?.kind === 'connection.open' || event?.kind === 'connection.refused') {
      this.#clients.delete(clientId);
      const isOurs = event.peer !== undefined && this.#isOurs(event.peer);
      if (isOurs && event.kind === 'connection.open') this.#connections.add(connection);
      return isOurs;
    }
    if (event?.kind === 'connection.closed') return this.#connections.delete(connection) || this.#clients.delete(clientId);
    return this.#connections.has(connection) || this.#clients.has(clientId);
  }

  #isOurs(peer: string): boolean {
    const end = this.#sockets.get(plain(peer));
    // The system may give a port to somebody else later.
    return end !== undefined && end + lateMs >= this.#clock.now();
  }
}

/** An address as both sides write it: `127.0.0.1:52011` and not `::ffff:127.0.0.1:52011`. */
function plain(peer: string): string {
  return peer.replace(/^::ffff:/i, '');
}
