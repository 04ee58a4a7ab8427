import type { ComponentChildren } from 'preact';
import { chunkLines, type ChunkLimits } from '../../text/chunkLines.ts';
import type { Line } from '../../../assist/json/prettyJson.ts';

/** The style sheet reckons with the same number of lines for chunks that are not laid out. */
const limits: ChunkLimits = { lines: 64, length: 4_096 };
/** Texts of more coloured pieces are shown in one colour: each piece costs an element. */
const mostColoured = 5_000;

/** Lines of text in chunks, of which the browser lays out only those on screen. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const coloured = lines.reduce((sum, line) => sum + line.length, 0) <= mostColoured;
  return (
    <>
      {chunkLines(lines, limits).map((chunk) => (
        <div class="chunk">{coloured ? chunk.map(colouredLine) : chunk.map(plainLine).join('')}</div>
      ))}
    </>
  );
}

function plainLine(line: Line): string {
  return `${line.map(({ text }) => text).join('')}\n`;
}

function colouredLine(line: Line): ComponentChildren {
  return [...line.map(({ part, text }) => (part === 'plain' ? text : <span class={part}>{text}</span>)), '\n'];
}
