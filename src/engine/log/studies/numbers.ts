import type { OriginFacts } from '../../../filter/facts.ts';
import type { NumberSeries, PlotSource, SeriesQuestion } from '../../../rpc/log/logStudies.ts';
import { PointThinner } from '../../../rpc/log/pointThinner.ts';
import type { LogReader } from '../reading/logReader.ts';
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
  const { end } = log.extent;
  const origin = (origin: OriginFacts): boolean => hasNumbers(origin) && (clientId === undefined || origin.clientId === clientId);
  const from = Math.max(log.extent.first, end - latest.messages);
  const chosen = latestOfEach(log, from, end, origin);
  const finder = new SourceFinder();
  await readPayloads(log, { from, end, origin, message: (seq) => chosen.has(seq) }, ({ origin, payload }) =>
    finder.take(origin, payload()),
  );
  return finder.sources();
}

/** The points of some sources. Reads only the chunks and payloads that it needs, in slices. */
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
    from: Math.max(log.extent.first, question.from),
    end,
    origin: (origin: OriginFacts) => byOrigin.has(originKey(origin)),
    message: (_: number, time: number) => time >= since && time <= until,
  };
  await readPayloads(log, wanted, ({ origin, time, payload }) => {
    const value = readJson(payload());
    for (const { names, points } of byOrigin.get(originKey(origin)) ?? []) {
      const number = numberAt(value, names);
      if (number !== undefined) points.add(time, number);
    }
  });
  return { series: lines.map(({ points }) => points.points()), next: end };
}

/** The numbers of the messages to look at: the latest of each origin. */
function latestOfEach(log: LogReader, from: number, end: number, isWanted: (origin: OriginFacts) => boolean): ReadonlySet<number> {
  const chosen = new Set<number>();
  const counts = new Map<number, number>();
  let bytes = 0;
  for (const chunk of [...log.chunks(from, end)].toReversed()) {
    for (let at = chunk.count - 1; at >= 0; at--) {
      const id = chunk.origins[at] ?? 0;
      const count = counts.get(id) ?? (isWanted(log.origin(id)) ? 0 : latest.ofTopic);
      counts.set(id, count + 1);
      if (count >= latest.ofTopic) continue;
      bytes += (chunk.ends[at] ?? 0) - (at === 0 ? 0 : (chunk.ends[at - 1] ?? 0));
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
