import { isAbsolutePath } from '../../lint/files/absolutePath.ts';
import { quoted } from '../../lint/wording.ts';
import type { IncludeStep, Step, Transcript } from '../model.ts';
import { readTranscript } from '../read/readTranscript.ts';
import type { Report } from '../remark.ts';

/** An included transcript. */
export interface Included {
  readonly transcript: Transcript;
  /** Its path, relative to the outermost transcript. */
  readonly path: string;
}

/** How deep transcripts may include each other. */
export const deepestInclude = 16;

/** How many files are looked through for variables: each may lead to the next. */
const mostFiles = 1000;

const fatal = new Set(['json/syntax', 'transcript/steps', 'transcript/header']);

/** Finds what `include` names. Each file is read once. */
export class Includes {
  readonly #textOf: (path: string) => string | undefined;
  readonly #read = new Map<string, Transcript | string>();

  /** `textOf` gives the text of a file by its path: as the outermost transcript writes it, and of others relative to that one. */
  constructor(textOf: (path: string) => string | undefined) {
    this.#textOf = textOf;
  }

  /** The transcript of a step that stands in the last of these files; one that cannot be included is reported. */
  open({ path: { value, range } }: IncludeStep, within: readonly string[], report: Report): Included | undefined {
    const path = resolve(within.at(-1) ?? '', value);
    const transcript = this.#fault(path, within) ?? this.#transcript(path, within.length === 0 ? value : path);
    if (typeof transcript !== 'string') return { transcript, path };
    report({
      rule: 'transcript/include',
      message: `${quoted(value)} ${transcript}. The transcript cannot run. Correct the path or that file.`,
      range,
    });
    return undefined;
  }

  /** Every transcript that these steps of the outermost one lead to, once each. */
  reachable(steps: readonly Step[]): readonly Transcript[] {
    const found = new Map<string, Transcript>();
    const visit = (from: string, within: readonly Step[]) => {
      for (const step of within) {
        if (step.type === 'repeat') visit(from, step.steps);
        if (step.type !== 'include') continue;
        const path = resolve(from, step.path.value);
        if (found.has(path)) continue;
        const transcript = this.#transcript(path, from === '' ? step.path.value : path);
        if (typeof transcript === 'string') continue;
        found.set(path, transcript);
        if (found.size < mostFiles) visit(path, transcript.steps);
      }
    };
    visit('', steps);
    return [...found.values()];
  }

  #fault(path: string, within: readonly string[]): string | undefined {
    if (within.includes(path)) return 'leads back to itself, so it never ends';
    return within.length >= deepestInclude ? `is included more than ${deepestInclude} deep` : undefined;
  }

  #transcript(path: string, written: string): Transcript | string {
    const known = this.#read.get(path) ?? this.#readNow(written);
    this.#read.set(path, known);
    return known;
  }

  #readNow(path: string): Transcript | string {
    if (isAbsolutePath(path)) return 'is an absolute path; a transcript includes others by paths relative to itself';
    const text = this.#textOf(path);
    if (text === undefined) return 'cannot be read';
    let broken = false;
    const transcript = readTranscript(text, path.endsWith('.jsonl') ? 'jsonl' : 'json', (remark) => {
      if (fatal.has(remark.rule)) broken = true;
    });
    return transcript === undefined || broken ? 'is no transcript' : transcript;
  }
}

/** A path that stands in a file, relative to what that file's path is relative to. */
function resolve(from: string, path: string): string {
  const folder = isAbsolutePath(path) ? [] : from.split(/[/\\]/).slice(0, -1);
  const levels: string[] = [];
  for (const level of [...folder, ...path.split(/[/\\]/)]) {
    const isName = levels.length > 0 && levels.at(-1) !== '..' && levels.at(-1) !== '';
    if (level === '..' && isName) levels.pop();
    else if (level !== '.') levels.push(level);
  }
  return levels.join('/');
}
