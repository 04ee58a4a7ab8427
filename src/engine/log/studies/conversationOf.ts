import type { ConversationPicture, RecentAction } from '../../../rpc/log/logStudies.ts';
import type { LogRow } from '../../../rpc/log/traffic.ts';
import { actionOf, actionsIn, type Action } from '../../../transcript/conversation/action/actionsIn.ts';
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

/** The messages of the action of Device Management that a row belongs to; `undefined` where it belongs to none. */
export async function conversationOf(log: LogReader, seq: number): Promise<ConversationPicture | undefined> {
  const [row] = log.rows(seq, seq + 1);
  if (row === undefined) return undefined;
  const before = await talkRows(log, { of: row, from: seq, direction: 'back', most: mostBefore });
  const behind = await talkRows(log, { of: row, from: seq, direction: 'forward', most: mostBehind });
  const talk = [...before, ...behind];
  const action = actionOf(happenedIn(talk), seq);
  if (action === undefined) return undefined;
  const rows = new Map(talk.map(({ row: each }) => [each.seq, each]));
  const steps = await stepsOf(log, action.course.members, rows);
  const { next, title, isComplete } = action.course;
  return {
    title,
    clientId: row.clientId,
    ...behindOf(action),
    steps: steps.slice(0, mostSteps),
    left: Math.max(0, steps.length - mostSteps),
    ...(next === undefined ? { isComplete } : { expected: next }),
  };
}

/** The latest actions of Device Management in a log, the latest first. */
export async function recentActions(log: LogReader): Promise<readonly RecentAction[]> {
  const talk = await talkRows(log, { from: log.extent.end, direction: 'back', most: mostRecentRows });
  return [...byClient(talk)]
    .flatMap((rows) => actionsIn(happenedIn(rows)).flatMap((action) => recent(action, rows)))
    .toSorted((one, other) => other.seq - one.seq)
    .slice(0, mostRecent);
}

function recent(action: Action, rows: readonly TalkRow[]): readonly RecentAction[] {
  const seq = action.course.members[0]?.event.id;
  const row = rows.find((each) => each.row.seq === seq)?.row;
  if (row === undefined) return [];
  return [{ seq: row.seq, time: row.time, title: action.course.title, clientId: row.clientId, ...behindOf(action) }];
}

function byClient(talk: readonly TalkRow[]): Iterable<readonly TalkRow[]> {
  const key = ({ row: { at, clientId } }: { row: LogRow }): string => `${at} ${clientId}`;
  return Map.groupBy(talk, key).values();
}

function behindOf({ device }: Action): Pick<ConversationPicture, 'behind'> {
  return device === '' ? {} : { behind: device };
}
