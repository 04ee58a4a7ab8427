import type { LogStatus } from '../../../rpc/log/logContract.ts';
import type { LogCounters, SourceCounters } from '../../../rpc/log/logCalls.ts';
import type { SeenAt } from '../../../rpc/log/traffic.ts';
import { findKind } from '../../../wiotp/catalog.ts';
import { Icon } from '../../iconButton.tsx';
import { Popup } from '../../menu/popup.tsx';
import { count, countOf } from '../../text/figures.ts';

const sources: readonly { readonly at: SeenAt; readonly title: string }[] = [
  { at: 'session', title: 'Own connections' },
  { at: 'platform', title: 'Embedded platform' },
];

type Figure = Exclude<keyof SourceCounters, 'kinds'>;

interface FigureColumn {
  readonly figure: Figure;
  readonly title: string;
  /** How it adds up with what stands before it; empty where a sum begins. */
  readonly sign: '' | '=' | '+' | '−';
  /** It is shown also while nothing was counted. */
  readonly always?: true;
}

/** What is counted, in the order in which it adds up: arrived = received + sent + events + lost = stored + repeated + lost. */
const figures: readonly FigureColumn[] = [
  { figure: 'arrived', title: 'Arrived', sign: '', always: true },
  { figure: 'received', title: 'Received', sign: '=', always: true },
  { figure: 'sent', title: 'Sent', sign: '+', always: true },
  { figure: 'events', title: 'Events, markers', sign: '+', always: true },
  { figure: 'lost', title: 'Lost', sign: '+', always: true },
  { figure: 'stored', title: 'Stored', sign: '=', always: true },
  { figure: 'repeated', title: 'Repeated', sign: '+' },
  { figure: 'lost', title: 'Lost', sign: '+' },
];

/** What became of the rows: stored - pruned - cleared - dropped are still there. */
const leaving: readonly FigureColumn[] = [
  { figure: 'stored', title: 'Stored', sign: '', always: true },
  { figure: 'pruned', title: 'Too old or too many', sign: '−' },
  { figure: 'cleared', title: 'Cleared', sign: '−' },
  { figure: 'dropped', title: 'No room', sign: '−' },
];

const noKindTitles: ReadonlyMap<string, string> = new Map([
  ['', 'Topics of no kind'],
  ['marker', 'Markers'],
]);

/** How many rows there are, messages and events, and behind a button everything that was counted. */
export function Counters({ status: { extent, counters } }: { readonly status: LogStatus }) {
  const notKept = sources.reduce((sum, { at }) => sum + counters[at].lost + counters[at].dropped, 0);
  return (
    <Popup
      button={
        <>
          {countOf(extent.end - extent.first, 'row')}
          {notKept > 0 && <span class="lost"> · {count(notKept)} not kept</span>}
          <Icon name="chevron-down" />
        </>
      }
      buttonClass="action counters"
      title="What Was Counted"
      role="dialog"
      label="What was counted"
      align="left"
    >
      <p>Counted since the log was opened, also of what was cleared since. The log may hold rows of before, too.</p>
      <FigureTable counters={counters} columns={figures} />
      <FigureTable counters={counters} columns={leaving} />
      <KindTable counters={counters} />
    </Popup>
  );
}

/** A sum; nothing where all that would be taken from it is nothing. */
function FigureTable({ counters, columns }: { readonly counters: LogCounters; readonly columns: readonly FigureColumn[] }) {
  const isCounted = ({ figure }: FigureColumn): boolean => sources.some(({ at }) => counters[at][figure] > 0);
  const shown = columns.filter((column) => column.always === true || isCounted(column));
  if (shown.length === 1) return null;
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Source</th>
          {shown.map(({ title, sign }) => (
            <th scope="col">{sign === '' ? title : `${sign} ${title}`}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sources.map(({ at, title }) => (
          <tr>
            <th scope="row">{title}</th>
            {shown.map(({ figure }) => (
              <td class={figure}>{count(counters[at][figure])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function KindTable({ counters }: { readonly counters: LogCounters }) {
  const kinds = [...new Set(sources.flatMap(({ at }) => Object.keys(counters[at].kinds)))];
  if (kinds.length === 0) return null;
  const of = (at: SeenAt, kind: string): number => (Object.hasOwn(counters[at].kinds, kind) ? (counters[at].kinds[kind] ?? 0) : 0);
  const all = (kind: string): number => of('session', kind) + of('platform', kind);
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Kind</th>
          {sources.map(({ title }) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds
          .sort((a, b) => all(b) - all(a))
          .map((kind) => (
            <tr>
              <th scope="row">{noKindTitles.get(kind) ?? findKind(kind)?.title ?? kind}</th>
              {sources.map(({ at }) => (
                <td>{count(of(at, kind))}</td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
