import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BackOffice } from '../backOffice.ts';
import type { Clock } from '../clock.ts';
import type { GatewayGroups } from '../access/gatewayGroups.ts';
import type { DeviceFleet } from '../deviceFleet.ts';
import type { Actions } from '../dm/actions/actions.ts';
import type { ExtensionPackages } from '../dm/actions/extensionPackages.ts';
import type { DeviceRecords } from '../dm/records/deviceRecords.ts';
import type { Faults } from '../faults/faults.ts';
import type { Journal } from '../journal.ts';
import type { PlatformWishes } from '../platformWishes.ts';
import type { Link } from '../ports/link.ts';
import type { Intake } from '../clients/intake.ts';
import type { Router } from '../routing/router.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import type { Storage } from '../store/storage.ts';
import type { DeviceName } from '../../rpc/deviceState.ts';
import type { TrafficRecord } from '../../rpc/traffic.ts';
import { deviceClientId, gatewayClientId } from '../../wiotp/clientId.ts';
import { isRefusal, type Refusal } from '../../wiotp/refusal.ts';
import { authorise } from './access/authorise.ts';
import type { Caller } from './access/caller.ts';
import { readCredentials } from './access/credentials.ts';
import { errorAnswer } from './http/errorAnswer.ts';
import { findRoute, type FoundRoute } from './http/findRoute.ts';
import { readBody } from './http/readBody.ts';
import { refused } from './http/refused.ts';
import type { Answer, Route } from './http/route.ts';
import { RouteTable } from './http/routeTable.ts';
import { sendAnswer } from './http/sendAnswer.ts';
import { accessRoutes } from './registry/access.ts';
import { bulkRoutes } from './registry/bulkDevices.ts';
import { connectionStateRoutes } from './registry/connectionStates.ts';
import { deviceRoutes } from './registry/devices.ts';
import { deviceTypeRoutes } from './registry/deviceTypes.ts';
import { diagnosticRoutes } from './registry/diagnostics.ts';
import { locationRoutes } from './registry/location.ts';
import { organisationRoutes } from './registry/organisation.ts';
import { bundleRoutes } from './management/bundles.ts';
import { requestRoutes } from './management/requests.ts';
import { CommandMailboxes } from './messaging/commandMailboxes.ts';
import { pollRoutes } from './messaging/poll.ts';
import { publishRoutes } from './messaging/publish.ts';
import { CallPaces } from './callPaces.ts';
import { ConnectionLog } from './recent/connectionLog.ts';
import { LastEvents } from './recent/lastEvents.ts';
import { recentRoutes } from './recent/recentRoutes.ts';

/** What the REST interface works with. */
export interface RestSurroundings {
  readonly storage: Storage;
  readonly fleet: DeviceFleet;
  readonly records: DeviceRecords;
  readonly actions: Actions;
  readonly packages: ExtensionPackages;
  readonly backOffice: BackOffice;
  readonly router: Router;
  readonly subscriptions: Subscriptions;
  readonly intake: Intake;
  readonly groups: GatewayGroups;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly wishes: PlatformWishes;
  /** Told about defects of ours. */
  readonly failed: (error: unknown) => void;
}

/** What a body may have, as the libraries say of bulk operations [ND, ND2, PY]. */
const mostBytes = 512 * 1024;

/** The REST interface: the registry and Device Management for API keys, and HTTP messaging for devices and gateways [D-http, D-req]. */
export class RestServer {
  readonly #surroundings: RestSurroundings;
  readonly #table: RouteTable;
  readonly #lastEvents: LastEvents;
  readonly #connectionLog: ConnectionLog;
  readonly #mailboxes: CommandMailboxes;
  readonly #paces: CallPaces;

  constructor(surroundings: RestSurroundings) {
    const { storage, clock, subscriptions, wishes } = surroundings;
    this.#surroundings = surroundings;
    this.#lastEvents = new LastEvents(storage.registry.org);
    this.#connectionLog = new ConnectionLog();
    this.#mailboxes = new CommandMailboxes({ subscriptions, clock });
    this.#paces = new CallPaces(clock, wishes.quota);
    this.#table = new RouteTable([
      ...organisationRoutes(surroundings),
      ...deviceTypeRoutes(surroundings),
      ...deviceRoutes(surroundings),
      ...bulkRoutes(surroundings),
      ...locationRoutes(surroundings),
      ...diagnosticRoutes(surroundings),
      ...accessRoutes(surroundings),
      ...connectionStateRoutes(surroundings),
      ...requestRoutes(surroundings),
      ...bundleRoutes(surroundings),
      ...recentRoutes({ ...surroundings, lastEvents: this.#lastEvents, connectionLog: this.#connectionLog }),
      ...publishRoutes({ ...surroundings, paces: this.#paces }),
      ...pollRoutes({ ...surroundings, mailboxes: this.#mailboxes }),
    ]);
  }

  /** Remembers of what crosses the platform what calls ask for: last events and connections. */
  observe(record: TrafficRecord): void {
    if (record.event === undefined) this.#lastEvents.take(record);
    else this.#connectionLog.take(record);
  }

  /** Answers one request, whatever it is. */
  handle(request: IncomingMessage, response: ServerResponse, link: Link): void {
    // A broken connection is seen at its end.
    response.on('error', () => undefined);
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    void this.#answer(request, link, leaving.signal).then((answer) => this.#send(request, response, answer));
  }

  /** The device was removed. */
  forget({ typeId, deviceId }: DeviceName): void {
    const { org } = this.#surroundings.storage.registry;
    this.#lastEvents.forget({ typeId, deviceId });
    for (const clientIdOf of [deviceClientId, gatewayClientId]) this.#mailboxes.forget(clientIdOf(org, typeId, deviceId));
  }

  /** Ends everything that waits. */
  dispose(): void {
    this.#mailboxes.dispose();
    this.#paces.dispose();
  }

  async #answer(request: IncomingMessage, link: Link, gone: AbortSignal): Promise<Answer> {
    try {
      return await this.#serve(request, link, gone);
    } catch (error) {
      if (!isRefusal(error)) this.#surroundings.failed(error);
      return errorAnswer(error);
    }
  }

  async #serve(request: IncomingMessage, link: Link, gone: AbortSignal): Promise<Answer> {
    const { route, parts, query } = findRoute(this.#table, request.method ?? '', request.url ?? '', link);
    const caller = this.#authorise(request, route, parts, link);
    const rest = caller.kind === 'application' ? this.#paces.ofKey(caller.apiKey) : 0;
    const body = request.method === 'GET' ? Buffer.alloc(0) : await readBody(request, route.mostBytes ?? mostBytes);
    const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';', 1);
    const answer = await route.serve({ caller, parts, query, body, mediaType: mediaType.trim().toLowerCase(), link, gone });
    await this.#paces.rest(rest, gone);
    return answer;
  }

  #authorise(request: IncomingMessage, { by }: Route, parts: FoundRoute['parts'], link: Link): Caller {
    const { storage, faults } = this.#surroundings;
    try {
      const caller = authorise({ by, credentials: readCredentials(request.headers.authorization), link, parts }, storage.registry);
      const absence = caller.kind === 'application' ? undefined : faults.absence(caller.device);
      if (absence !== undefined) throw refused(503, absence.message, absence.rule, absence.advice);
      return caller;
    } catch (error) {
      if (by === 'device' && isRefusal(error)) this.#tellRefused(error, parts, link);
      throw error;
    }
  }

  /** A device that is not let in over HTTP is part of the traffic. */
  #tellRefused({ message, advice, code }: Refusal, { typeId = '', deviceId = '' }: FoundRoute['parts'], link: Link): void {
    const { storage, journal } = this.#surroundings;
    const source = { clientId: deviceClientId(storage.registry.org, typeId, deviceId), connection: link.id };
    const closeCode = code === 503 ? 167 : 180;
    journal.event(source, { kind: 'connection.refused', peer: link.peer, code: closeCode, reason: `HTTP: ${message}`, advice });
  }

  /** Nothing is told that could still be lost. */
  #send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    try {
      this.#surroundings.storage.commit();
      sendAnswer(request, response, answer);
    } catch (error) {
      this.#surroundings.failed(error);
      response.destroy();
    }
  }
}
