import type { Secrets } from '../../profiles/secrets.ts';
import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import type { RestAction, RestActionStatus } from '../../rpc/restAction.ts';
import { mostOf } from '../../wiotp/limitTable.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { readStatusPage, type DeviceStatus } from './actionStatus.ts';
import { redactorOf } from '../network/credentials.ts';
import type { Redact } from '../secrets/redact.ts';
import { restCall, type RestAnswer, type RestCall } from './restCall.ts';
import { restPlace } from './restPlace.ts';
import { restRefusal } from './restRefusal.ts';

/** Devices whose status is asked for at a time; servers give no more. */
const pageSize = 500;

/** More pages than any status has; a server may go on for ever. */
const mostPages = 50;

const mostDevices = mostOf('devicesPerAction', 'standard');

/** The REST interface of the platform that an application is connected to. Each call has a connection of its own. */
export class RestClient {
  readonly #settings: SessionSettings;
  readonly #secrets: Secrets;
  readonly #redact: Redact;
  #underway = new AbortController();

  constructor(settings: SessionSettings, secrets: Secrets) {
    this.#settings = settings;
    this.#secrets = secrets;
    this.#redact = redactorOf(settings.endpoint, secrets);
  }

  /** Ends the calls that are under way: the session is over. */
  close(): void {
    this.#underway.abort(over());
    this.#underway = new AbortController();
  }

  /**
   * Starts an action and gives its reqId [D-req].
   * @throws Refusal when the platform refuses it, or the target has no REST interface.
   */
  async startAction({ action, parameters, devices, timeoutSeconds }: RestAction): Promise<string> {
    if (devices.length === 0 || devices.length > mostDevices) throw wrongCount(devices.length);
    const what = `start ${action}`;
    const body = {
      action,
      ...(parameters.length === 0 ? {} : { parameters }),
      devices: devices.map(({ typeId, deviceId }) => ({ typeId, deviceId })),
      ...(timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds }),
    };
    const answer = await this.#call(what, { method: 'POST', path: '/mgmt/requests', body });
    const reqId = typeof answer.json === 'object' && answer.json !== null && 'reqId' in answer.json ? answer.json.reqId : undefined;
    if (typeof reqId !== 'string' || reqId === '') throw restRefusal(what, answer, this.#redact);
    return reqId;
  }

  /**
   * How far every device of an action is.
   * @throws Refusal as {@link startAction}.
   */
  async actionStatus(reqId: string): Promise<RestActionStatus> {
    const what = `tell the status of the request ${reqId}`;
    const path = `/mgmt/requests/${encodeURIComponent(reqId)}/deviceStatus?_limit=${pageSize}`;
    const { signal } = this.#underway;
    const all: DeviceStatus[] = [];
    const asked = new Set<string>();
    let bookmark: string | undefined = '';
    while (bookmark !== undefined && !asked.has(bookmark) && asked.size < mostPages && all.length < mostDevices) {
      asked.add(bookmark);
      const more: string = bookmark === '' ? '' : `&_bookmark=${encodeURIComponent(bookmark)}`;
      const answer = await this.#call(what, { method: 'GET', path: `${path}${more}` }, signal);
      const page = readStatusPage(answer.json, this.#redact);
      if (page === undefined) throw restRefusal(what, answer, this.#redact);
      all.push(...page.devices);
      // A page without devices that promises more would go on for ever.
      bookmark = page.devices.length === 0 ? undefined : page.bookmark;
    }
    const isWhole = bookmark === undefined || all.length >= mostDevices;
    return { complete: isWhole && all.every(({ complete }) => complete), devices: all.map(({ status }) => status) };
  }

  async #call(what: string, call: RestCall, signal = this.#underway.signal): Promise<RestAnswer> {
    const answer = await restCall(restPlace(this.#settings), this.#settings.userName ?? '', this.#secrets, call, signal);
    if (answer.status < 200 || answer.status >= 300) throw restRefusal(what, answer, this.#redact);
    return answer;
  }
}

function over(): Refusal {
  return new Refusal('The connection was closed before the answer came.', {
    rule: 'calls over REST end with the connection that they belong to',
    advice: 'Connect again, and ask for the status.',
  });
}

function wrongCount(count: number): Refusal {
  return new Refusal(`An action cannot be started for ${count} devices.`, {
    rule: `an action is for 1 to ${mostDevices.toLocaleString('en')} devices`,
    advice: 'Choose at least one device, and start the action several times for more.',
  });
}
