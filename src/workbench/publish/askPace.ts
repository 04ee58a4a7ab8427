import * as vscode from 'vscode';
import { askChoice, extend, wizard, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { intervalText, rateText, readCount, readInterval } from './pace.ts';
import type { Publisher } from './publisher.ts';
import { rateMeter, type Allowance, type RateMeter } from './rateMeter.ts';

/** How often a job publishes. */
export interface Pace {
  readonly everyMs: number;
  /** Absent for until it is stopped. */
  readonly count?: number;
}

const usualIntervals = [1000, 3000, 10_000, 60_000, 100];
const usualCounts = [10, 100, 1000];

/** Asks how often a message of so many bytes is published, and shows what the platform's plans allow. `undefined` when the user left. */
export function askPace(title: string, publisher: Publisher, payloadBytes: number): Promise<Pace | undefined> {
  return wizard<Pace>(title, { everyMs: 1000 }, [
    (pace, place) => extend(askInterval(place, publisher, payloadBytes), (everyMs) => ({ ...pace, everyMs })),
    ({ everyMs }, place) => extend(askCount(place), (count) => (count === Infinity ? { everyMs } : { everyMs, count })),
  ]);
}

function askInterval(place: Place, publisher: Publisher, payloadBytes: number): Promise<Outcome<number>> {
  const choice = (everyMs: number, label = intervalText(everyMs)): Choice<number> => {
    const { text, beyond } = meterText(rateMeter(publisher, everyMs, payloadBytes));
    return { label, description: text, ...(beyond === undefined ? {} : { detail: `$(warning) ${beyond}` }), value: everyMs };
  };
  return askChoice(place, {
    placeholder: vscode.l10n.t('Publish it every …: choose a time, or type one such as 500 ms or 2 s'),
    choices: usualIntervals.map((everyMs) => choice(everyMs)),
    typed: (text) => {
      const everyMs = readInterval(text);
      return typeof everyMs === 'string' ? { refused: everyMs } : choice(everyMs, text);
    },
  });
}

function askCount(place: Place): Promise<Outcome<number>> {
  return askChoice(place, {
    placeholder: vscode.l10n.t('How often: choose, or type a number'),
    choices: [
      { label: vscode.l10n.t('Until it is stopped'), value: Infinity },
      ...usualCounts.map((count) => ({ label: vscode.l10n.t('{0} times', count), value: count })),
    ],
    typed: (text) => {
      const count = readCount(text);
      return typeof count === 'string' ? { refused: count } : { label: vscode.l10n.t('{0} times', count), value: count };
    },
  });
}

function meterText({ messages, allowances, beyond }: RateMeter): { readonly text: string; readonly beyond: string | undefined } {
  const known = allowances.filter((allowance) => allowance.messages !== undefined);
  const allowed = known.map(({ plan, messages: most }) => vscode.l10n.t('{0} allows {1}', plan, rateText(most ?? 0)));
  const text = [vscode.l10n.t('{0} messages/s', rateText(messages)), ...allowed].join('; ');
  const plans = allowances.filter(({ isExceeded }) => isExceeded).map(({ plan }: Allowance) => plan);
  return { text, beyond: beyond === undefined ? undefined : vscode.l10n.t('More than {0} allows. {1}', plans.join(', '), beyond) };
}
