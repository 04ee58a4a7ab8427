import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { buildTopic } from '../../wiotp/topic.ts';
import { formOf } from '../../wiotp/topics/deviceForm.ts';
import { jsonPayload } from '../jsonPayload.ts';
import type { Journal, RecordSource } from '../journal.ts';
import type { Lane, Router } from '../routing/router.ts';

/** What a gateway tried. */
export type GatewayRequest = 'Publish' | 'Subscribe' | 'Unsubscribe';

/** A topic may have 65,535 bytes; nobody reads so many, and a notice must stay below the largest message. */
const mostTopicCharacters = 1000;

/** Tells one gateway what the platform refused while the connection goes on [D-gw, PX-mon]. */
export class GatewayNotices {
  readonly #router: Router;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #lane: Lane;

  constructor(gateway: DeviceName, { router, journal, clock }: { router: Router; journal: Journal; clock: Clock }) {
    this.#router = router;
    this.#journal = journal;
    this.#clock = clock;
    this.#lane = router.lane(buildTopic('gateway.notify', { ...gateway }));
  }

  /** A gateway that has not subscribed to its notices does not get them; the log shows them nevertheless. */
  tell(source: RecordSource, request: GatewayRequest, topic: string, { code, message }: Refusal): void {
    const { device } = formOf(topic);
    const payload = jsonPayload({
      Request: request,
      Time: new Date(this.#clock.now()).toISOString(),
      Topic: topic.slice(0, mostTopicCharacters),
      ...named('Type', device?.typeId),
      ...named('Id', device?.deviceId),
      Client: source.clientId,
      RC: code,
      Message: message,
    });
    if (this.#router.reaches(this.#lane, source.clientId)) return this.#router.route(this.#lane, payload, 0);
    const unheard = { topic: this.#lane.topic, payload, qos: 0, retain: false, dup: false } as const;
    const reason = `The gateway has not subscribed to its notifications. Subscribe to "${this.#lane.topic}" to get them.`;
    this.#journal.message(source, 'down', unheard, { what: 'dropped', reason });
  }
}

/** A level that is empty names nothing. */
function named(member: 'Type' | 'Id', level = ''): Readonly<Record<string, string>> {
  return level === '' ? {} : { [member]: level.slice(0, mostTopicCharacters) };
}
