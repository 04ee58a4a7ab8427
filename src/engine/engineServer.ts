import { randomUUID } from 'node:crypto';
import type { Listener, Server } from '../rpc/contract.ts';
import type { EngineCalls, EngineNews } from '../rpc/engineContract.ts';
import { systemClock } from '../rpc/node/clock.ts';
import { dialControl } from '../rpc/node/control.ts';
import { Examinations } from './doctor/examinations.ts';
import type { LogThread } from './log/thread/logThread.ts';
import { logCalls } from './log/logCalls.ts';
import { OwnConnections } from './ownConnections.ts';
import { PlatformFeed } from './platformFeed.ts';
import { Sessions } from './session/sessions.ts';
import { SessionNews } from './sessionNews.ts';

/** What the engine answers. `stopped` is called when a shutdown is done. */
export function engineServer(log: LogThread, news: Listener<EngineNews>, stopped: () => void): Server<EngineCalls> {
  const own = new OwnConnections(systemClock);
  const sessionNews = new SessionNews(news.sessions, systemClock);
  const sessions = new Sessions({
    clock: systemClock,
    random: Math.random,
    uuid: randomUUID,
    own,
    record: (record) => log.take(record, 'session'),
    whenReady: (run) => log.whenReady(run),
    changed: (states) => sessionNews.changed(states),
  });
  const examinations = new Examinations(news.examined, own);
  let feed: PlatformFeed | undefined;

  const watch: Server<EngineCalls>['watchPlatform'] = async (control) => {
    feed?.dispose();
    feed = undefined;
    if (control === undefined) return;
    const next = new PlatformFeed(await dialControl(control), {
      own,
      take: (record) => log.take(record, 'platform'),
      whenReady: (run) => log.whenReady(run),
      lost: (count) => log.lost(count, 'platform'),
      ended: (why) => news.platformLost(why.message),
    });
    feed = next;
    await next.start();
  };

  /** Whoever steers a session knows what came of it before the call is answered. */
  const tellingFirst = async <T>(call: () => T): Promise<Awaited<T>> => {
    try {
      return await call();
    } finally {
      sessionNews.flush();
    }
  };

  return {
    openStore: (folder) => log.ask('openStore', folder),
    connect: (settings, secrets) => tellingFirst(() => sessions.connect(settings, secrets)),
    disconnect: (id) => sessions.disconnect(id),
    publish: (id, message, note) => sessions.get(id).publish(message, note),
    subscribe: (id, filter, qos) => tellingFirst(() => sessions.get(id).subscribe(filter, qos)),
    unsubscribe: (id, filter) => tellingFirst(() => sessions.get(id).unsubscribe(filter)),
    resendUndelivered: (id) => tellingFirst(() => sessions.get(id).resendUndelivered()),
    discardUndelivered: (id) => tellingFirst(() => sessions.discardUndelivered(id)),
    request: (id, request) => tellingFirst(() => sessions.get(id).request(request)),
    answer: (id, key, answer) => tellingFirst(() => sessions.get(id).answer(key, answer)),
    setModes: (id, modes) => tellingFirst(() => sessions.get(id).setModes(modes)),
    setReplies: (rules) => sessions.setReplies(rules),
    startJob: (id, job) => tellingFirst(() => sessions.get(id).startJob(job)),
    stopJob: (id, job) => tellingFirst(() => sessions.get(id).stopJob(job)),
    examine: (settings, secrets, reach, run) => examinations.begin(settings, secrets, reach, run),
    stopExamination: (run) => examinations.stop(run),
    startAction: (id, action) => sessions.get(id).startAction(action),
    actionStatus: (id, reqId) => sessions.get(id).actionStatus(reqId),
    watchPlatform: watch,
    configureLint: (configuration) => log.ask('configureLint', configuration),
    ...logCalls(log),
    shutdown: async () => {
      feed?.dispose();
      examinations.stopAll();
      await sessions.stop();
      sessionNews.dispose();
      await log.close();
      stopped();
    },
  };
}
