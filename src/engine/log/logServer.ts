import type { Listener, Server } from '../../rpc/contract.ts';
import type { LogName } from '../../rpc/log/logCalls.ts';
import { systemClock } from '../../rpc/node/clock.ts';
import { openStore } from '../store/openStore.ts';
import { TrafficArchive } from '../store/trafficArchive.ts';
import { ArchiveReader } from './reading/archiveReader.ts';
import { fileBatches } from './files/read/fileBatches.ts';
import type { FileReading } from './files/read/fileReading.ts';
import { LogFiles } from './files/logFiles.ts';
import { LintBench } from './verdicts/lintBench.ts';
import { mostRows } from './reading/logReader.ts';
import { Logs } from './reading/logs.ts';
import { logMoved } from './reading/whyClosed.ts';
import type { LogThreadCalls, LogThreadNews } from './thread/logThreadContract.ts';
import { compareBoots } from './studies/compareBoots.ts';
import { previousOfTopic } from './studies/previousOfTopic.ts';
import { conversationOf, recentActions } from './studies/conversationOf.ts';
import { lookUp } from './studies/lookUp.ts';
import { plotSources, seriesOf } from './studies/numbers.ts';
import { defaultRetention, TrafficLog } from './arrival/trafficLog.ts';
import { LogViews } from './views/logViews.ts';

/** What the log's thread answers. A log that nobody opened is one in memory. `read` is how files are read: in this thread unless told. */
export function logServer(news: Listener<LogThreadNews>, read: FileReading = fileBatches): Server<LogThreadCalls> {
  const bench = new LintBench(news.schemas);
  const logs = new Logs();
  const views = new LogViews(logs, (name) => (name === 'live' ? log().poke() : tell(name)));
  const files = new LogFiles({ logs, bench, read, exported: news.exported, changed: () => log().poke() });
  let current: TrafficLog | undefined;
  let retention = defaultRetention;

  const tell = (name: LogName): void => {
    const { counters, hold } = log();
    const { recording } = files;
    const extents = { extent: logs.get(name).extent, views: views.extents(name) };
    news.grew(name, { ...extents, counters, hold, ...(recording === undefined ? {} : { recording }) });
  };
  const open = (folder: string | undefined) => {
    const opened = openStore(folder);
    const archive = new TrafficArchive(opened, { clock: systemClock, moved: news.store, pruned: () => log().poke() });
    const reader = new ArchiveReader(archive, bench, () => systemClock.now());
    logs.add('live', reader);
    current = new TrafficLog({ archive, reader, bench, clock: systemClock, grew: () => tell('live') });
    current.resume();
    current.setRetention(retention);
    return { log: current, state: opened.state };
  };
  const log = (): TrafficLog => current ?? open(undefined).log;
  const reader = (name?: LogName) => {
    log();
    return logs.get(name);
  };

  return {
    openStore: async (folder) => {
      if (current === undefined) return open(folder).state;
      await files.leave('live', logMoved());
      // Not before now: what came meanwhile belongs to the log of before.
      let next;
      try {
        current.close(logMoved());
      } finally {
        // Whatever became of the log of before, nothing can be written there any more.
        next = open(folder);
      }
      next.log.poke();
      return next.state;
    },
    take: (batch, lost) => log().take(batch, lost),
    configureLint: (configuration) => bench.configure(configuration),
    extent: (name) => reader(name).extent,
    rows: (from, count, name) => reader(name).rows(from, from + Math.min(count, mostRows)),
    message: (seq, name) => reader(name).message(seq),
    clear: () => log().clear(),
    setRetention: (wanted) => {
      retention = wanted;
      log().setRetention(retention);
    },
    addMarker: (text) => log().addMarker(text, systemClock.now()),
    openView: (view, query) => {
      log();
      const extent = views.open(view, query);
      // Whoever opens one wants to know the counters, too.
      if (query.log === 'live') log().poke();
      else tell(query.log);
      return extent;
    },
    closeView: (view) => views.close(view),
    viewRows: (view, from, count) => views.rows(view, from, count),
    placeOf: (view, seq) => views.placeOf(view, seq),
    findRow: (view, question) => views.find(view, question),
    known: (name) => views.known(name),
    openLog: (file) => files.open(file),
    closeLog: (name) => files.close(name),
    exportLog: (run, spec) => {
      log();
      return files.export(run, spec);
    },
    stopExport: (run) => files.stopExport(run),
    startRecording: (spec) => {
      log();
      return files.startRecording(spec);
    },
    stopRecording: () => files.stopRecording(),
    plotSources: (name, clientId) => plotSources(reader(name), clientId),
    series: (name, question) => seriesOf(reader(name), question),
    conversation: (name, seq) => conversationOf(reader(name), seq),
    recentActions: (name) => recentActions(reader(name)),
    compareBoots: (name, seq) => compareBoots(reader(name), seq),
    previousOfTopic: (name, seq) => previousOfTopic(reader(name), seq),
    lookUp: (what) => lookUp(reader(), what),
    close: async () => {
      await files.dispose();
      views.dispose();
      bench.dispose();
      current?.close();
    },
  };
}
