import type { PlotLine } from '../../rpc/log/plotContract.ts';
import { FailureNotice } from '../failureNotice.tsx';
import { Icon } from '../iconButton.tsx';
import type { Failure } from '../reports.ts';
import { timeOfDay } from '../text/figures.ts';
import { Legend } from './legend.tsx';
import type { LineSummary } from './plotLines.ts';
import { spans, type Span } from './plotState.ts';

/** What a reader can do with a plot. */
export interface PlotActions {
  readonly choose: () => void;
  readonly remove: (line: PlotLine) => void;
  readonly show: (span: Span) => void;
  readonly pause: () => void;
  readonly resetZoom: () => void;
}

/** What stands above the chart. */
export interface PlotHeadProps {
  readonly span: Span;
  readonly paused: boolean;
  readonly zoomed: boolean;
  readonly failure: Failure | undefined;
  readonly dismiss: () => void;
  readonly actions: PlotActions;
}

export function PlotHead({ span, paused, zoomed, failure, dismiss, actions }: PlotHeadProps) {
  return (
    <>
      <h1 class="unseen">Plot</h1>
      <div class="bar" role="toolbar" aria-label="Plot">
        <button type="button" class="button" onClick={actions.choose}>
          Choose Numbers…
        </button>
        <div class="spans" role="group" aria-label="Time shown">
          {spans.map((each) => (
            <button type="button" class="action toggle" aria-pressed={!zoomed && each === span} onClick={() => actions.show(each)}>
              {each.name}
            </button>
          ))}
        </div>
        <button type="button" class="action toggle" aria-pressed={paused} onClick={actions.pause}>
          <Icon name={paused ? 'debug-continue' : 'debug-pause'} />
          Pause
        </button>
        {zoomed && (
          <button type="button" class="action toggle" onClick={actions.resetZoom}>
            <Icon name="zoom-out" />
            Reset Zoom
          </button>
        )}
      </div>
      {failure !== undefined && <FailureNotice failure={failure} dismiss={dismiss} />}
    </>
  );
}

/** What stands below the chart. */
export interface PlotFootProps {
  readonly lines: readonly LineSummary[];
  readonly colors: readonly string[];
  readonly cursor: { readonly time: number; readonly values: readonly (number | undefined)[] } | undefined;
  readonly loading: boolean;
  readonly actions: PlotActions;
}

export function PlotFoot({ lines, colors, cursor, loading, actions }: PlotFootProps) {
  if (lines.length === 0)
    return loading ? null : <p class="empty">No numbers are chosen. Choose some that arrive in events or commands.</p>;
  return (
    <>
      <p class="time">{cursor === undefined ? keys : timeOfDay(cursor.time)}</p>
      <Legend lines={lines} colors={colors} values={cursor?.values} remove={actions.remove} />
    </>
  );
}

const keys = 'Drag to zoom in, double-click to reset. With the chart focused, arrow keys move the cursor, + and - zoom, and 0 resets.';
