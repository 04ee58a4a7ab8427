import type { ConversationPicture, RecentAction } from '../../../rpc/log/logStudies.ts';
import type { LogRow } from '../../../rpc/log/traffic.ts';
import { ActionFinder, type Action } from '../../../transcript/conversation/action/actionFinder.ts';
import { Breath } from '../breath.ts';
import type { LogReader } from '../reading/logReader.ts';
import { happenedIn } from './conversationEvents.ts';
import { talkRows, type TalkRow } from './conversationRows.ts';
import { stepsOf } from './conversationSteps.ts';

/** How many rows of a client are looked at before the row that was asked for, and behind it. */
const mostBefore = 1_000;
const mostBehind = 4_000;

/** How many steps a picture has at most. */
const mostSteps = 2_000;

/** In how many of the last rows of Device Management recent actions are looked for. */
const mostRecentRows = 1_000;

/** How many recent actions are told. */
const mostRecent = 50;

/**
 * The messages of the action of Device Management that a row belongs to, or the first delivery of its message; `undefined` where it belongs
 * to none.
 */
export async function conversationOf(log: LogReader, seq: number): Promise<ConversationPicture | undefined> {
  const [row] = log.rows(seq, seq + 1);
  if (row === undefined) return undefined;
  const before = await talkRows(log, { of: row, from: seq, direction: 'back', most: mostBefore });
  const behind = await talkRows(log, { of: row, from: seq, direction: 'forward', most: mostBehind });
  const talk = [...before, ...behind];
  const action = (await actionsIn(talk)).actionOf(firstOf(row, before));
  if (action === undefined) return undefined;
  const rows = new Map(talk.map(({ row: each }) => [each.seq, each]));
  const steps = await stepsOf(log, action.course.members, rows);
  const { next, title, isComplete, shortfall } = action.course;
  return {
    title,
    clientId: row.clientId,
    ...behindOf(action),
    steps: steps.slice(0, mostSteps),
    left: Math.max(0, steps.length - mostSteps),
    ...(next === undefined ? { isComplete } : { expected: next }),
    ...(next !== undefined || isComplete || shortfall === undefined ? {} : { shortfall }),
  };
}

/** The row of the first delivery of a row's message, which most rows are themselves. */
function firstOf(row: LogRow, before: readonly TalkRow[]): number {
  if (row.again !== true) return row.seq;
  const isFirst = ({ row: { again, topic, reqId, preview } }: TalkRow): boolean =>
    again !== true && topic === row.topic && reqId === row.reqId && preview === row.preview;
  return (before.findLast(isFirst)?.row ?? row).seq;
}

/** The latest actions of Device Management in a log, the latest first. */
export async function recentActions(log: LogReader): Promise<readonly RecentAction[]> {
  const talk = await talkRows(log, { from: log.extent.end, direction: 'back', most: mostRecentRows });
  const found: RecentAction[] = [];
  for (const rows of byClient(talk)) {
    const bySeq = new Map(rows.map(({ row }) => [row.seq, row]));
    found.push(...(await actionsIn(rows)).actions.flatMap((action) => recent(action, bySeq)));
  }
  return found.toSorted((one, other) => other.seq - one.seq).slice(0, mostRecent);
}

/** The actions in the rows of one client, with breaths between: payloads may be large. */
async function actionsIn(talk: readonly TalkRow[]): Promise<ActionFinder> {
  const breath = new Breath();
  const finder = new ActionFinder();
  for (const each of talk) {
    const happened = happenedIn(each);
    if (happened !== undefined) finder.take(happened);
    if (breath.isDue) await breath.take();
  }
  return finder;
}

function recent({ course, device }: Action, rows: ReadonlyMap<number, LogRow>): readonly RecentAction[] {
  const row = rows.get(course.members[0]?.event.id ?? -1);
  if (row === undefined) return [];
  return [{ seq: row.seq, time: row.time, title: course.title, clientId: row.clientId, ...behindOf({ device }) }];
}

function byClient(talk: readonly TalkRow[]): Iterable<readonly TalkRow[]> {
  const key = ({ row: { at, clientId } }: { row: LogRow }): string => `${at} ${clientId}`;
  return Map.groupBy(talk, key).values();
}

function behindOf({ device }: Pick<Action, 'device'>): Pick<ConversationPicture, 'behind'> {
  return device === '' ? {} : { behind: device };
}
