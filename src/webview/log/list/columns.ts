import type { LogRow } from '../../../rpc/log/traffic.ts';
import { count, dateAndTime } from '../../text/figures.ts';
import { visibleStart } from '../../text/visibleText.ts';
import { severityIcon } from '../../severityIcon.ts';
import {
  answerText,
  answerTime,
  clientParts,
  directionText,
  eventId,
  eventText,
  isConnectionEvent,
  noteLook,
  noteText,
  kindTitle,
  problemsText,
  resultText,
} from './rowText.ts';

/** What a cell shows. All of it is plain text, safe to show in one line. */
export interface CellContent {
  readonly text: string;
  /** The whole of it, where the text is a short form. */
  readonly whole?: string;
  /** What tells the text from others like it, less important than the text itself. */
  readonly aside?: string;
  /** The name of a codicon before the text. */
  readonly icon?: string;
  /** What a screen reader says instead of icon and text. */
  readonly spoken?: string;
}

/** What a cell shows besides what the row says. */
export interface CellContext {
  /** The row is a request that waits for the reader's answer. */
  readonly waits: boolean;
  /** The row's time, in the way that the reader chose. */
  readonly time: string;
}

/** One column of the list. */
export interface Column {
  readonly name: ColumnName;
  readonly title: string;
  /** The name of a codicon that stands in the head instead of a title that has no room. */
  readonly icon?: string;
  /** The track of the grid that it takes unless the reader gave it a width. */
  readonly track: string;
  /** The narrowest list, in CSS pixels, that shows it unless the reader chose the columns; absent for a column that is only shown when chosen. */
  readonly from?: number;
  /** Its track in a list that is narrower than {@link tightBelow}. */
  readonly tightTrack?: string;
  content(row: LogRow, context: CellContext): CellContent;
}

export type ColumnName =
  'time' | 'direction' | 'client' | 'kind' | 'event' | 'topic' | 'result' | 'answer' | 'size' | 'problems' | 'preview';

/** Lists narrower than this many CSS pixels give their columns less room. */
export const tightBelow = 1_000;

/** What the mark of a repeated delivery means. */
const dupText = 'DUP: sent again, so it may have come before';

/** Longer text is cut before it is drawn: nobody sees more of it in a row. */
const mostCharacters = 200;

/** The columns of the list, from left to right. */
export const columns: readonly Column[] = [
  { name: 'time', title: 'Time', track: '94px', from: 0, content: (row, { time }) => ({ text: time, whole: dateAndTime(row.time) }) },
  {
    name: 'direction',
    title: 'Direction',
    track: '16px',
    from: 0,
    content: (row) => ({ text: '', icon: row.direction === 'up' ? 'arrow-up' : 'arrow-down', spoken: directionText(row) }),
  },
  {
    name: 'client',
    title: 'Client',
    track: 'minmax(70px, 0.8fr)',
    from: 660,
    content: clientContent,
  },
  // As wide as the commonest kinds where there is room for them.
  { name: 'kind', title: 'Kind', track: 'minmax(40px, 118px)', from: 0, content: (row) => ({ text: kindTitle(row) }) },
  {
    name: 'event',
    title: 'Event or Command',
    track: 'minmax(60px, 1fr)',
    content: (row) => ({ text: visibleStart(eventId(row), mostCharacters) }),
  },
  // A connection event has no topic; what happened stands there, where also a narrow view shows it.
  { name: 'topic', title: 'Topic', track: 'minmax(60px, 2.2fr)', from: 344, content: topicContent },
  {
    name: 'result',
    title: 'rc',
    track: 'minmax(50px, 1fr)',
    tightTrack: '26px',
    from: 280,
    content: (row) => ({ text: visibleStart(resultText(row), mostCharacters) }),
  },
  { name: 'answer', title: 'Answer', track: '104px', from: 540, content: answerContent },
  { name: 'size', title: 'Bytes', track: '54px', from: 1_000, content: (row) => ({ text: isMessage(row) ? count(row.size) : '' }) },
  {
    name: 'problems',
    title: 'Problems',
    icon: 'warning',
    track: '30px',
    from: 240,
    content: (row) =>
      row.severity === undefined || row.problems === 0
        ? { text: '' }
        : { text: count(row.problems), icon: severityIcon(row.severity), spoken: problemsText(row) },
  },
  {
    name: 'preview',
    title: 'Payload',
    track: 'minmax(80px, 2.4fr)',
    from: 860,
    content: (row) => ({ text: isMessage(row) ? visibleStart(row.preview, mostCharacters) : '' }),
  },
];

function isMessage(row: LogRow): boolean {
  return row.marker === undefined && !isConnectionEvent(row);
}

function clientContent(row: LogRow): CellContent {
  const { name, aside } = clientParts(row);
  const whole = visibleStart(row.clientId, mostCharacters);
  const text = visibleStart(name, mostCharacters);
  return aside === undefined ? { text, whole } : { text, aside: ` · ${visibleStart(aside, mostCharacters)}`, whole };
}

/** What there is to say about a message besides what it says itself stands before the topic, where also a narrow view shows it. */
function topicContent(row: LogRow): CellContent {
  const text = visibleStart(isConnectionEvent(row) ? eventText(row) : row.topic, mostCharacters);
  const { note, dup = false } = row;
  if (note === undefined && !dup) return { text };
  const remarks = [...(note === undefined ? [] : [visibleStart(noteText(note), mostCharacters)]), ...(dup ? [dupText] : [])];
  const icon = note === undefined ? 'debug-restart' : noteLook(note).icon;
  return { text, whole: [text, ...remarks].join(' – '), icon, spoken: [text, ...remarks].join(', ') };
}

/** The cell has room for the time only. */
function answerContent(row: LogRow, { waits }: CellContext): CellContent {
  if (waits) return { text: 'answer…', whole: 'Waits for your answer', icon: 'reply', spoken: 'waits for your answer' };
  const [text, whole] = [answerTime(row), answerText(row)];
  return text === whole ? { text } : { text, whole };
}
