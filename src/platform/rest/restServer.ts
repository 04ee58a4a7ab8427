import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Link } from '../ports/link.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { TrafficRecord } from '../../rpc/log/traffic.ts';
import { applicationClientId, deviceClientId, gatewayClientId } from '../../wiotp/clientId.ts';
import { isApiKey } from '../../wiotp/credentials.ts';
import { isRefusal } from '../../wiotp/refusal.ts';
import { authorise } from './access/authorise.ts';
import type { Caller } from './access/caller.ts';
import { readCredentials, readUserName } from './access/credentials.ts';
import { errorAnswer } from './http/errorAnswer.ts';
import { findRoute, type FoundRoute } from './http/findRoute.ts';
import { readBody } from './http/readBody.ts';
import { refused } from './http/refused.ts';
import type { Answer } from './http/route.ts';
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
import { clientIdOf } from './messaging/clientIdOf.ts';
import { CommandMailboxes } from './messaging/commandMailboxes.ts';
import { pollRoutes } from './messaging/poll.ts';
import { publishRoutes } from './messaging/publish.ts';
import { CallPaces } from './callPaces.ts';
import { ConnectionLog } from './recent/connectionLog.ts';
import { LastEvents } from './recent/lastEvents.ts';
import { recentRoutes } from './recent/recentRoutes.ts';
import type { RestSurroundings } from './restSurroundings.ts';
import { tellRefused } from './tellRefused.ts';

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
    const { org } = this.#surroundings.storage.registry;
    const found = findRoute(this.#table, request.method ?? '', request.url ?? '', link);
    const claimed = this.#claimedBy(request, found);
    let caller: Caller | undefined;
    try {
      caller = this.#authorise(request, found, link);
      return await this.#call(caller, request, found, link, gone);
    } catch (error) {
      const clientId = caller === undefined ? claimed : clientIdOf(org, caller);
      if (isRefusal(error)) tellRefused(this.#surroundings, clientId, link, error);
      throw error;
    }
  }

  /** Who calls by its own account: an API key, or the device of the path; empty when it is neither. */
  #claimedBy({ headers }: IncomingMessage, { route, parts }: FoundRoute): string {
    const { org } = this.#surroundings.storage.registry;
    if (route.by === 'device') return deviceClientId(org, parts['typeId'] ?? '', parts['deviceId'] ?? '');
    const userName = readUserName(headers.authorization);
    return isApiKey(userName) ? applicationClientId(org, userName) : '';
  }

  #authorise({ headers }: IncomingMessage, { route: { by }, parts }: FoundRoute, link: Link): Caller {
    const { storage, faults } = this.#surroundings;
    const caller = authorise({ by, credentials: readCredentials(headers.authorization), link, parts }, storage.registry);
    const absence = caller.kind === 'application' ? undefined : faults.absence(caller.device);
    if (absence !== undefined) throw refused(503, absence.message, absence.rule, absence.advice);
    return caller;
  }

  async #call(
    caller: Caller,
    request: IncomingMessage,
    { route, parts, query }: FoundRoute,
    link: Link,
    gone: AbortSignal,
  ): Promise<Answer> {
    const rest = caller.kind === 'application' ? this.#paces.ofKey(caller.apiKey) : 0;
    const body = request.method === 'GET' ? Buffer.alloc(0) : await readBody(request, route.mostBytes ?? mostBytes);
    const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';', 1);
    const answer = await route.serve({ caller, parts, query, body, mediaType: mediaType.trim().toLowerCase(), link, gone });
    await this.#paces.rest(rest, gone);
    return answer;
  }

  /** Nothing is told that could still be lost: what could not be stored is refused, whatever the call came to. */
  #send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    try {
      sendAnswer(request, response, this.#stored(answer));
    } catch (error) {
      this.#surroundings.failed(error);
      response.destroy();
    }
  }

  #stored(answer: Answer): Answer {
    try {
      this.#surroundings.storage.commit();
      return answer;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return errorAnswer(error);
    }
  }
}
