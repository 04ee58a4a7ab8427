import type { ConversationStep } from '../../../rpc/log/logStudies.ts';
import type { LogRow } from '../../../rpc/log/traffic.ts';
import type { Happened } from '../../../transcript/conversation/action/happened.ts';
import { labelOf } from '../../../transcript/conversation/action/label.ts';
import { Breath } from '../breath.ts';
import type { LogReader } from '../reading/logReader.ts';

type Mutable = { -readonly [K in keyof ConversationStep]: ConversationStep[K] };

/** The steps of a diagram: a message each, with what is wrong with it. What came several times in a row, with nothing wrong, is one step. */
export async function stepsOf(
  log: LogReader,
  members: readonly Happened[],
  rows: ReadonlyMap<number, LogRow>,
): Promise<readonly ConversationStep[]> {
  const breath = new Breath();
  const steps: Mutable[] = [];
  for (const { event } of members) {
    const row = rows.get(event.id);
    if (row === undefined) continue;
    steps.push({ row, label: labelOf(event), problems: row.problems === 0 ? [] : await problemsOf(log, row.seq) });
    fold(steps);
    if (breath.isDue) await breath.take();
  }
  return steps;
}

async function problemsOf(log: LogReader, seq: number): Promise<ConversationStep['problems']> {
  const message = await log.message(seq);
  return (message?.findings ?? []).map(({ rule, severity, message: text }) => ({
    rule,
    severity: severity as ConversationStep['problems'][number]['severity'],
    message: text,
  }));
}

/** Makes one of the last steps and what they repeat: one step, or a message with its answer. */
function fold(steps: Mutable[]): void {
  for (const length of [1, 2]) {
    const earlier = steps.slice(-2 * length, -length);
    const later = steps.slice(-length);
    if (earlier.length !== length || !earlier.every((step, at) => isSame(step, later[at]))) continue;
    for (const [at, step] of earlier.entries())
      step.repeated = { times: (step.repeated?.times ?? 1) + 1, last: later[at]?.row ?? step.row };
    steps.length -= length;
    return;
  }
}

function isSame(one: ConversationStep, other: ConversationStep | undefined): boolean {
  return (
    one.label === other?.label &&
    one.row.kind === other.row.kind &&
    one.row.direction === other.row.direction &&
    one.row.topic === other.row.topic &&
    // Two subscriptions are the same when their filters are; a connection is, from whichever port.
    (one.row.kind !== 'connection.subscribed' || one.row.preview === other.row.preview) &&
    one.problems.length === 0 &&
    other.problems.length === 0
  );
}
