import { explainNumber } from '../../wiotp/explain.ts';

/** What a piece of a terminal's line means to us. */
export type LinkSubject =
  | { readonly type: 'reqId'; readonly reqId: string }
  | { readonly type: 'topic'; readonly topic: string }
  | { readonly type: 'number'; readonly number: number };

/** A piece of a line that can be followed. */
export interface FoundLink {
  readonly start: number;
  readonly length: number;
  readonly subject: LinkSubject;
}

/** More of them in one line nobody follows. */
const mostLinks = 200;

/**
 * How each sort of link looks; the group `link`, which ends the match, is what is followed. Sorts that come first win where two overlap.
 * Every repeat has a bound. Numbers are everywhere in terminals: small ones count only behind a word of MQTT's, and close codes
 * behind a word such as “error”, but those of the messaging server's own range also where they stand alone.
 */
const looks: readonly { readonly pattern: RegExp; readonly subject: (text: string) => LinkSubject | undefined }[] = [
  { pattern: /(?<![\w-])(?<link>(?:iot-2|iotdm-1|iotdevice-1)\/[^\s"'`<>()[\]{},;|\\]{1,1024})/g, subject: topicSubject },
  { pattern: /\breqId\\?"?\s{0,4}[:=]\s{0,4}\\?"(?<link>[^"\\]{1,256})/gi, subject: reqIdSubject },
  { pattern: /\breqId\\?"?\s{0,4}[:=]\s{0,4}(?<link>[\w.-]{1,256})/gi, subject: reqIdSubject },
  { pattern: /\breqId\s{1,4}"(?<link>[^"\\]{1,256})(?=")/gi, subject: reqIdSubject },
  { pattern: /\b(?<link>[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\b/gi, subject: reqIdSubject },
  { pattern: /\b(?:rc|reason code|connack)\\?"?(?:\s{0,4}[:=]\s{0,4}|\s{1,4})(?<link>\d{1,3})\b(?![.-]\w)/gi, subject: numberSubject },
  {
    pattern: /(?<!\b(?:exit|status|http)[ _-]?)(?:code|error|reason)\\?"?(?:\s{0,4}[:=]\s{0,4}|\s{1,4})\(?(?<link>\d{3})\b(?![.:-]\w)/gi,
    subject: closeCodeSubject,
  },
  {
    pattern: /\b(?:closed?|disconnect(?:ed|ion)?|refused|lost)\s{0,4}[:=(]\s{0,4}(?<link>\d{3})\b(?![.:-]\w)/gi,
    subject: closeCodeSubject,
  },
  {
    pattern: /(?<![\w.,:/#$+=-]|\b(?:line|port|pid|exit code|status code) )(?<link>2\d\d)(?!\w|[.,:/-]\w|\s{0,2}[\p{L}\d%°])/gu,
    subject: closeCodeSubject,
  },
];

/** The request IDs, topics and codes in a line of a terminal, in their order. Takes time in proportion to the line's length. */
export function findLinks(line: string): readonly FoundLink[] {
  const found: FoundLink[] = [];
  for (const { pattern, subject } of looks) {
    let count = 0;
    for (const match of line.matchAll(pattern)) {
      const piece = pieceOf(match);
      const meant = subject(piece.text);
      if (meant === undefined) continue;
      found.push({ start: piece.start, length: piece.text.length, subject: meant });
      if (++count >= mostLinks) break;
    }
  }
  return withoutOverlaps(found).slice(0, mostLinks);
}

/** The followed part of a match, without the full stop of a sentence that it may end. */
function pieceOf(match: RegExpExecArray): { readonly start: number; readonly text: string } {
  const link = match.groups?.['link'] ?? '';
  return { start: match.index + match[0].length - link.length, text: link.replace(/[.:!?]{1,8}$/, '') };
}

function topicSubject(topic: string): LinkSubject {
  return { type: 'topic', topic };
}

/** What is nothing but full stops is no request ID. */
function reqIdSubject(reqId: string): LinkSubject | undefined {
  return reqId === '' ? undefined : { type: 'reqId', reqId };
}

function numberSubject(text: string): LinkSubject | undefined {
  const number = Number(text);
  return explainNumber(number).length === 0 ? undefined : { type: 'number', number };
}

function closeCodeSubject(text: string): LinkSubject | undefined {
  const number = Number(text);
  return explainNumber(number).some(({ of }) => of === 'close code') ? { type: 'number', number } : undefined;
}

/** Of links that overlap, the one that was found first. */
function withoutOverlaps(found: readonly FoundLink[]): readonly FoundLink[] {
  const ranked = found.map((link, rank) => ({ link, rank })).toSorted((a, b) => a.link.start - b.link.start || a.rank - b.rank);
  const kept: { readonly link: FoundLink; readonly rank: number }[] = [];
  for (const next of ranked) {
    const before = kept.at(-1);
    if (before === undefined || next.link.start >= before.link.start + before.link.length) kept.push(next);
    else if (next.rank < before.rank) kept[kept.length - 1] = next;
  }
  return kept.map(({ link }) => link);
}
