import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { OwnConnections } from '../../engine/ownConnections.ts';
import { Sessions } from '../../engine/session/sessions.ts';
import { nextDue } from '../../rpc/device/jobPace.ts';
import { systemClock } from '../../rpc/node/clock.ts';
import type { PublishOutcome } from '../../rpc/device/deviceRequest.ts';
import type { SessionState } from '../../rpc/session/sessionState.ts';
import type { Message, Qos } from '../../wiotp/message.ts';
import { isRefusal, refusalText } from '../../wiotp/refusal.ts';
import type { CliConnection } from '../connection/readConnection.ts';
import type { Payloads } from './payloads.ts';

/** What is published, and how often. */
export interface Plan {
  readonly topic: string;
  readonly qos: Qos;
  readonly everyMs?: number;
  readonly count?: number;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
  /** Hears after every message how many there have been. */
  readonly progressed?: (published: number) => void;
  /** Knows what the embedded platform says about connections. */
  readonly own: OwnConnections;
}

/** What came of it. */
export interface Published {
  /** Messages that have left, or with QoS 1 and 2 that the platform has acknowledged. */
  readonly published: number;
  /** Why there are not more, as full sentences; what the user ended has none. */
  readonly failure?: string;
  /** Whether the user ended it before it was done; what goes on without an end is done whenever that is. */
  readonly interrupted?: true;
}

/**
 * Connects, publishes as planned, and disconnects; nothing is sent again over another connection.
 * @throws Refusal when no connection comes about.
 */
export async function publishAll({ settings, secrets }: CliConnection, payloads: Payloads, plan: Plan): Promise<Published> {
  const { management: _, ...unmanaged } = settings;
  let state: SessionState | undefined;
  const sessions = new Sessions({
    clock: systemClock,
    random: Math.random,
    uuid: randomUUID,
    own: plan.own,
    record: () => undefined,
    whenReady: (run) => run(),
    changed: ([changed]) => (state = changed),
  });
  const interrupted = once(plan.signal, 'abort');
  try {
    await Promise.race([sessions.connect({ ...unmanaged, subscriptions: [] }, secrets), interrupted]);
    if (plan.signal.aborted) return { published: 0, interrupted: true };
    return await publishEach(
      (message) => sessions.get(settings.id).publish(message),
      () => state?.reason,
      payloads,
      plan,
    );
  } finally {
    await sessions.stop();
  }
}

type Publish = (message: Message) => Promise<PublishOutcome>;

async function publishEach(publish: Publish, whyLost: () => string | undefined, payloads: Payloads, plan: Plan): Promise<Published> {
  const { topic, qos, everyMs, count = everyMs === undefined ? 1 : Number.POSITIVE_INFINITY, signal, progressed } = plan;
  let due = systemClock.now();
  let published = 0;
  try {
    while (published < count && !signal.aborted) {
      const outcome = await publish({ topic, payload: payloads(published + 1), qos, retain: false });
      if (outcome === 'waiting') return { published, failure: notAcknowledged(whyLost()) };
      published++;
      progressed?.(published);
      if (published === count || everyMs === undefined) continue;
      due = nextDue(due, everyMs, systemClock.now());
      await pause(due - systemClock.now(), signal);
    }
    const isDone = published === count || (published > 0 && plan.count === undefined);
    return { published, ...(isDone ? {} : { interrupted: true as const }) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { published, failure: refusalText(error) };
  }
}

function notAcknowledged(why: string | undefined): string {
  const cause = why === undefined ? '' : ` ${why}`;
  return `The connection was lost before the last message was acknowledged; it may have arrived all the same.${cause}`;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // An end before its time is one as well.
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
