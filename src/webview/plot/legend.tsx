import type { PlotLine } from '../../rpc/log/plotContract.ts';
import { IconButton } from '../iconButton.tsx';
import { lineText, numberText } from './lineText.ts';
import { colorCount } from './look.ts';
import type { LineSummary } from './plotLines.ts';

interface LegendProps {
  readonly lines: readonly LineSummary[];
  readonly colors: readonly string[];
  /** At the cursor; missing while there is none. */
  readonly values: readonly (number | undefined)[] | undefined;
  readonly remove: (line: PlotLine) => void;
}

/** Which line is which, and its figures: also what the chart says to whoever does not see it. */
export function Legend({ lines, colors, values, remove }: LegendProps) {
  return (
    <table>
      <caption class="unseen">Lines of the plot and their values</caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">From</th>
          <th scope="col">At Cursor</th>
          <th scope="col">Last</th>
          <th scope="col">Least</th>
          <th scope="col">Greatest</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {lines.map((summary, at) => (
          <LegendRow
            summary={summary}
            color={colors[at] ?? ''}
            dashed={at >= colorCount}
            value={values?.[at]}
            remove={() => remove(summary.line)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface LegendRowProps {
  readonly summary: LineSummary;
  readonly color: string;
  readonly dashed: boolean;
  readonly value: number | undefined;
  readonly remove: () => void;
}

function LegendRow({ summary: { line, last, least, greatest }, color, dashed, value, remove }: LegendRowProps) {
  const { number, source, whole } = lineText(line);
  return (
    <tr title={whole}>
      <th scope="row">
        <span class={dashed ? 'swatch dashed' : 'swatch'} style={{ borderColor: color }} aria-hidden="true" />
        <bdi>{number}</bdi>
      </th>
      <td>
        <bdi>{source}</bdi>
      </td>
      <td class="figure">{numberText(value)}</td>
      <td class="figure">{numberText(last)}</td>
      <td class="figure">{numberText(least)}</td>
      <td class="figure">{numberText(greatest)}</td>
      <td>
        <IconButton icon="close" name={`Remove ${number}`} press={remove} />
      </td>
    </tr>
  );
}
