import type { ConversationStep } from '../../rpc/log/logStudies.ts';
import { Icon } from '../iconButton.tsx';
import { severityIcon } from '../severityIcon.ts';
import { duration, timeOfDay } from '../text/figures.ts';
import { visibleStart } from '../text/visibleText.ts';
import { isEvent } from './sides.ts';
import { stepDetail, stepLabel, stepSentence } from './stepText.ts';

/** Longer texts are cut. */
const mostCharacters = 1000;

interface StepProps {
  readonly step: ConversationStep;
  /** Milliseconds since the step before. */
  readonly gapMs: number | undefined;
  /** Whether the keyboard comes to this one. */
  readonly isCurrent: boolean;
  readonly focused: () => void;
  readonly show: () => void;
}

/** One arrow between the two sides, or what happened to the connection between them. */
export function StepView({ step, gapMs, isCurrent, focused, show }: StepProps) {
  const { row, repeated } = step;
  return (
    <li>
      <button type="button" class="step" tabIndex={isCurrent ? 0 : -1} onFocus={focused} onClick={show} title="Show in the traffic log">
        <span class="unseen">{stepSentence(step, gapMs)}</span>
        <span class="times" aria-hidden="true">
          <span>{timeOfDay(row.time)}</span>
          {gapMs !== undefined && <span class="gap">+{duration(gapMs)}</span>}
          {repeated !== undefined && <span class="gap">until {timeOfDay(repeated.last.time)}</span>}
        </span>
        <span class="lanes" aria-hidden="true">
          {isEvent(step) ? <Band step={step} /> : <Arrow step={step} />}
          <Problems problems={step.problems} />
        </span>
      </button>
    </li>
  );
}

function Arrow({ step }: { readonly step: ConversationStep }) {
  return (
    <>
      <span class="label">{stepLabel(step)}</span>
      <span class="arrow" data-direction={step.row.direction} />
      <span class="detail">{stepDetail(step)}</span>
    </>
  );
}

function Band({ step }: { readonly step: ConversationStep }) {
  return (
    <span class="band">
      <span class="label">{stepLabel(step)}</span>
      <span class="detail">{stepDetail(step)}</span>
    </span>
  );
}

function Problems({ problems }: Pick<ConversationStep, 'problems'>) {
  return problems.map(({ rule, severity, message }) => (
    <span class="problem" data-severity={severity}>
      <Icon name={severityIcon(severity)} />
      <span class="text">
        {visibleStart(message, mostCharacters)} <span class="rule">{rule}</span>
      </span>
    </span>
  ));
}
