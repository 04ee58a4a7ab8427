import type { LogRow } from '../../rpc/traffic.ts';
import { count, timeOfDay } from '../text/figures.ts';
import { visibleStart } from '../text/visibleText.ts';
import { severityIcon } from '../severityIcon.ts';
import {
  answerText,
  answerTime,
  clientText,
  directionText,
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
  /** The name of a codicon before the text. */
  readonly icon?: string;
  /** What a screen reader says instead of icon and text. */
  readonly spoken?: string;
}

/** One column of the list. */
export interface Column {
  /** Names the column in the style sheet. */
  readonly name: string;
  readonly title: string;
  /** `waits`: the row is a request that waits for the reader's answer. */
  content(row: LogRow, waits: boolean): CellContent;
}

/** What the mark of a repeated delivery means. */
const dupText = 'DUP: sent again, so it may have come before';

/** Longer text is cut before it is drawn: nobody sees more of it in a row. */
const mostCharacters = 200;

/** The columns of the list, from left to right. The style sheet gives their widths and says which ones a narrow view leaves out. */
export const columns: readonly Column[] = [
  { name: 'time', title: 'Time', content: (row) => ({ text: timeOfDay(row.time) }) },
  {
    name: 'direction',
    title: 'Direction',
    content: (row) => ({ text: '', icon: row.direction === 'up' ? 'arrow-up' : 'arrow-down', spoken: directionText(row) }),
  },
  {
    name: 'client',
    title: 'Client',
    content: (row) => ({ text: visibleStart(clientText(row), mostCharacters), whole: visibleStart(row.clientId, mostCharacters) }),
  },
  { name: 'kind', title: 'Kind', content: (row) => ({ text: kindTitle(row) }) },
  {
    name: 'topic',
    title: 'Topic',
    // A connection event has no topic; what happened stands there, where also a narrow view shows it.
    content: topicContent,
  },
  { name: 'result', title: 'rc', content: (row) => ({ text: visibleStart(resultText(row), mostCharacters) }) },
  { name: 'answer', title: 'Answer', content: answerContent },
  { name: 'size', title: 'Bytes', content: (row) => ({ text: isConnectionEvent(row) ? '' : count(row.size) }) },
  {
    name: 'problems',
    title: 'Problems',
    content: (row) =>
      row.severity === undefined || row.problems === 0
        ? { text: '' }
        : { text: count(row.problems), icon: severityIcon(row.severity), spoken: problemsText(row) },
  },
  {
    name: 'preview',
    title: 'Payload',
    content: (row) => ({ text: isConnectionEvent(row) ? '' : visibleStart(row.preview, mostCharacters) }),
  },
];

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
function answerContent(row: LogRow, waits: boolean): CellContent {
  if (waits) return { text: 'answer…', whole: 'Waits for your answer', icon: 'reply', spoken: 'waits for your answer' };
  const [text, whole] = [answerTime(row), answerText(row)];
  return text === whole ? { text } : { text, whole };
}
