import type { OriginFacts } from '../../../filter/facts.ts';
import type { NumberSeries, PlotSource, SeriesQuestion } from '../../../rpc/log/logStudies.ts';
import { PointThinner } from '../../../rpc/log/pointThinner.ts';
import { sizeAt } from '../../store/chunk.ts';
import type { LogReader } from '../reading/logReader.ts';
import { chunksBack, type Span } from '../reading/walkChunks.ts';
import { namesOf, numberAt, readJson } from './numbersInPayload.ts';
import { originKey } from './originKey.ts';
import { readPayloads } from './readPayloads.ts';
import { SourceFinder } from './sourceFinder.ts';

/** Sources are looked for in the latest messages: these of the log, and of them these of each topic and so many bytes in all. */
const latest = { messages: 20_000, ofTopic: 200, bytes: 16 * 1_048_576 };

/** Nobody draws more lines than this, or finer ones. */
const most = { sources: 24, points: 20_000 };

/** The numbers in events and commands of the latest messages that can be plotted, the busiest first; at most 1,000. */
export async function plotSources(log: LogReader, clientId: string | undefined): Promise<readonly PlotSource[]> {
  const { first, end } = log.extent;
  const span = { from: Math.max(first, end - latest.messages), end };
  const isWanted = (origin: OriginFacts): boolean => hasNumbers(origin) && (clientId === undefined || origin.clientId === clientId);
  const chosen = await latestOfEach(log, span, isWanted);
  const finder = new SourceFinder();
  const origin = (each: OriginFacts): OriginFacts | undefined => (isWanted(each) ? each : undefined);
  await readPayloads(log, { ...span, origin, message: (seq) => chosen.has(seq) }, ({ about, payload }) => {
    finder.take(about, payload());
    return true;
  });
  return finder.sources();
}

/** The points of some sources. Reads only the chunks and payloads that it needs. */
export async function seriesOf(log: LogReader, question: SeriesQuestion): Promise<NumberSeries> {
  const { end } = log.extent;
  const { since = -Infinity, until = Infinity } = question;
  const lines = question.sources.slice(0, most.sources).map((source) => ({
    key: originKey(source),
    names: namesOf(source.pointer),
    points: new PointThinner(Math.min(question.points, most.points)),
  }));
  const byOrigin = Map.groupBy(lines, ({ key }) => key);
  const wanted = {
    from: question.from,
    end,
    origin: (origin: OriginFacts) => byOrigin.get(originKey(origin)),
    message: (_: number, time: number) => time >= since && time <= until,
  };
  await readPayloads(log, wanted, ({ about, time, payload }) => {
    const value = readJson(payload());
    for (const { names, points } of about) {
      const number = numberAt(value, names);
      if (number !== undefined) points.add(time, number);
    }
    return true;
  });
  return { series: lines.map(({ points }) => points.points()), next: end };
}

/** The numbers of the messages to look at: the latest of each origin. */
async function latestOfEach(log: LogReader, span: Span, isWanted: (origin: OriginFacts) => boolean): Promise<ReadonlySet<number>> {
  const chosen = new Set<number>();
  const counts = new Map<number, number>();
  let bytes = 0;
  for await (const { chunk, start, stop } of chunksBack(log, span)) {
    for (let at = stop - 1; at >= start; at--) {
      const id = chunk.origins[at] ?? 0;
      const count = counts.get(id) ?? (isWanted(log.origin(id)) ? 0 : latest.ofTopic);
      counts.set(id, count + 1);
      if (count >= latest.ofTopic) continue;
      bytes += sizeAt(chunk, at);
      if (bytes > latest.bytes) return chosen;
      chosen.add(chunk.first + at);
    }
  }
  return chosen;
}

/** Device Management has numbers, too, but codes and times rather than measurements. */
function hasNumbers({ kind }: OriginFacts): boolean {
  return kind !== undefined && /\.(?:event|command)$/.test(kind);
}
