import type { ConversationPicture, ConversationStep } from '../../rpc/log/logStudies.ts';
import { answerTimeoutMs } from '../../wiotp/limits.ts';
import { FailureNotice } from '../failureNotice.tsx';
import { Icon } from '../iconButton.tsx';
import type { Failure } from '../reports.ts';
import { countOf, dateAndTime, duration } from '../text/figures.ts';
import { visibleStart } from '../text/visibleText.ts';
import { leftName } from './sides.ts';
import { closingLine, gapBefore, stepLabel } from './stepText.ts';
import { StepView } from './stepView.tsx';

/** What a reader can do with a conversation. */
export interface ConversationActions {
  readonly show: (seq: number) => void;
  readonly focused: (seq: number) => void;
  readonly copy: () => void;
}

interface ConversationPageProps {
  readonly picture: ConversationPicture;
  /** The step that the keyboard comes to. */
  readonly current: number | undefined;
  /** How long what is expected has been waited for, in milliseconds; `undefined` when nobody waits now. */
  readonly waitedMs: number | undefined;
  readonly actions: ConversationActions;
}

export function ConversationPage({ picture, current, waitedMs, actions }: ConversationPageProps) {
  const { steps, expected, left } = picture;
  const first = steps[0];
  return (
    <main>
      <header>
        <div class="head">
          <h1>{visibleStart(picture.title, 200)}</h1>
          {first !== undefined && <span class="when">{dateAndTime(first.row.time)}</span>}
          <button type="button" class="action toggle" onClick={actions.copy}>
            <Icon name="copy" />
            Copy as Text
          </button>
        </div>
        <div class="sides">
          <span>{leftName(picture)}</span>
          <span>Platform</span>
        </div>
      </header>
      <ol role="list" aria-label="Steps">
        {steps.map((step, at) => (
          <StepView
            key={step.row.seq}
            step={step}
            gapMs={gapBefore(steps, at)}
            isCurrent={step.row.seq === current}
            focused={() => actions.focused(step.row.seq)}
            show={() => actions.show(step.row.seq)}
          />
        ))}
        {left > 0 && <li class="more">{countOf(left, 'more step')} in the traffic log.</li>}
        {expected === undefined && steps.length > 0 && <li class="closing">{closingLine(picture)}</li>}
        {expected !== undefined && <Awaited expected={expected} waitedMs={waitedMs} />}
      </ol>
      <p class="unseen" role="status">
        {latest(steps)}
      </p>
    </main>
  );
}

function Awaited({
  expected,
  waitedMs,
}: {
  readonly expected: NonNullable<ConversationPicture['expected']>;
  readonly waitedMs: number | undefined;
}) {
  const isOver = waitedMs !== undefined && waitedMs > answerTimeoutMs;
  return (
    <li class="awaited" data-over={isOver}>
      <span class="times">{waitedMs === undefined ? '' : `${duration(Math.floor(waitedMs / 1000) * 1000)} so far`}</span>
      <span class="lanes">
        <span class="label">{expected.text}</span>
        <span class="arrow" data-direction={expected.from === 'platform' ? 'down' : 'up'} />
        <span class="detail">
          {isOver ? `Nobody waits for an answer longer than ${answerTimeoutMs / 1000} s.` : `The ${expected.from} is next.`}
        </span>
      </span>
    </li>
  );
}

function latest(steps: readonly ConversationStep[]): string {
  const last = steps.at(-1);
  return last === undefined ? '' : `${countOf(steps.length, 'step')}, the last: ${stepLabel(last)}`;
}

/** The page while there is nothing to draw. */
export function NoConversation({ isLoading }: { readonly isLoading: boolean }) {
  return (
    <main>
      <h1 class={isLoading ? 'unseen' : ''}>Conversation</h1>
      {!isLoading && <p>The messages of this conversation are no longer in the traffic log.</p>}
    </main>
  );
}

/** What failed last. */
export function Failed({ failure, dismiss }: { readonly failure: Failure | undefined; readonly dismiss: () => void }) {
  return failure === undefined ? null : <FailureNotice failure={failure} dismiss={dismiss} />;
}
