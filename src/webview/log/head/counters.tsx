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

/** What is counted, in the order in which it adds up: arrived = received + sent + events + lost = stored + not kept. */
const figures: readonly { readonly figure: Figure; readonly title: string; readonly sign: string }[] = [
  { figure: 'arrived', title: 'Arrived', sign: '' },
  { figure: 'received', title: 'Received', sign: '=' },
  { figure: 'sent', title: 'Sent', sign: '+' },
  { figure: 'events', title: 'Events, markers', sign: '+' },
  { figure: 'lost', title: 'Lost', sign: '+' },
  { figure: 'stored', title: 'Stored', sign: '=' },
  { figure: 'notKept', title: 'Not kept', sign: '+' },
];

const noKindTitles: ReadonlyMap<string, string> = new Map([
  ['', 'Topics of no kind'],
  ['marker', 'Markers'],
]);

/** How many rows there are, messages and events, and behind a button everything that was counted. */
export function Counters({ status: { extent, counters } }: { readonly status: LogStatus }) {
  const notKept = counters.session.notKept + counters.platform.notKept;
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
      <p>Counted since the log was opened. Rows of before, and rows that left it since, make the difference to what it holds.</p>
      <FigureTable counters={counters} />
      <KindTable counters={counters} />
    </Popup>
  );
}

function FigureTable({ counters }: { readonly counters: LogCounters }) {
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Source</th>
          {figures.map(({ title, sign }) => (
            <th scope="col">{sign === '' ? title : `${sign} ${title}`}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sources.map(({ at, title }) => (
          <tr>
            <th scope="row">{title}</th>
            {figures.map(({ figure }) => (
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
