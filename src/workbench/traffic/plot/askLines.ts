import * as vscode from 'vscode';
import type { PlotSource } from '../../../rpc/log/logStudies.ts';
import { isSameLine, mostPlotLines, mostPlotSources, numberName, type PlotLine } from '../../../rpc/log/plotContract.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { shownText } from '../../../wiotp/shownText.ts';
import { withoutIcons } from '../../publish/draftText.ts';
import { askMany } from '../../quick/askMany.ts';
import type { Choice } from '../../quick/wizard.ts';

/**
 * Asks which numbers to draw, from those that a log holds; some are chosen at first. `undefined` when the user left.
 * @throws Refusal when the log holds none.
 */
export async function askLines(
  sources: readonly PlotSource[],
  isChosen: (line: PlotLine) => boolean,
): Promise<readonly PlotLine[] | undefined> {
  if (sources.length === 0) throw noNumbers();
  const choices = sources.map(choiceOf);
  // Those that are chosen come first, so that they are seen.
  let chosen = choices.filter(({ value }) => isChosen(value));
  let placeholder =
    sources.length < mostPlotSources
      ? vscode.l10n.t('Numbers in events and commands, by client and topic')
      : vscode.l10n.t('The {0} busiest numbers in events and commands, by client and topic', mostPlotSources.toLocaleString());
  for (;;) {
    const others = choices.filter((choice) => !chosen.includes(choice));
    const lines = await askMany(vscode.l10n.t('Plot Numbers'), placeholder, [...chosen, ...others], chosen);
    if (lines === undefined || lines.length <= mostPlotLines) return lines;
    chosen = choices.filter(({ value }) => lines.includes(value));
    placeholder = vscode.l10n.t('At most {0} numbers can be told apart in one plot: leave some out.', mostPlotLines);
  }
}

function choiceOf({ clientId, topic, pointer, count, last }: PlotSource): Choice<PlotLine> {
  return {
    label: withoutIcons(shownText(numberName(pointer))),
    description: withoutIcons(`${shownText(clientId)} · ${shownText(topic)}`),
    detail: vscode.l10n.t('Last {0}, in {1} of the latest messages', last, count),
    value: { clientId, topic, pointer },
  };
}

/** Lines that are drawn although the latest messages do not have them any more. */
export function withDrawn(sources: readonly PlotSource[], drawn: readonly PlotLine[]): readonly PlotSource[] {
  const gone = drawn.filter((line) => !sources.some((source) => isSameLine(source, line)));
  return [...sources, ...gone.map((line) => ({ ...line, count: 0, last: Number.NaN }))];
}

function noNumbers(): Refusal {
  return new Refusal(vscode.l10n.t('The latest messages hold no numbers to plot.'), {
    rule: 'numbers in events and commands with a payload of JSON can be plotted',
    advice: vscode.l10n.t('Have the device publish an event such as {0}, and try again.', '{"d":{"temperature":21.5}}'),
  });
}
