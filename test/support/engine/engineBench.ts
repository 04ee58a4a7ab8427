import type { TestContext } from 'node:test';
import type { SchemaReport } from '../../../src/lint/own/ownSchemas.ts';
import type { Caller } from '../../../src/rpc/caller.ts';
import type { EngineCalls, EngineNews, StoreState } from '../../../src/rpc/engineContract.ts';
import type { SessionSettings } from '../../../src/profiles/sessionSettings.ts';
import type { LogCounters, LogHold, SourceCounters } from '../../../src/rpc/log/logCalls.ts';
import type { DoctorStep } from '../../../src/rpc/session/doctorReport.ts';
import { startEngineThread } from '../../../src/rpc/node/engineThread.ts';
import type { SessionState } from '../../../src/rpc/session/sessionState.ts';
import type { LogExtent, LogRow } from '../../../src/rpc/log/traffic.ts';
import { projectPath } from '../projectPaths.ts';
import { soon } from '../platform/soon.ts';
import { testSettings } from './testSettings.ts';

const noneCounted: SourceCounters = {
  arrived: 0,
  received: 0,
  sent: 0,
  events: 0,
  lost: 0,
  stored: 0,
  repeated: 0,
  pruned: 0,
  cleared: 0,
  dropped: 0,
  kinds: {},
};

/** The engine in its threads, run from its sources, with everything it told. Ends with the test. */
export class EngineBench {
  readonly #caller: Caller<EngineCalls, EngineNews>;
  readonly stores: StoreState[] = [];
  readonly lost: string[] = [];
  readonly steps: DoctorStep[] = [];
  readonly ended: Promise<Error>;
  states: readonly SessionState[] = [];
  schemas: readonly SchemaReport[] = [];
  extent: LogExtent = { first: 0, end: 0 };
  counters: LogCounters = { session: noneCounted, platform: noneCounted };
  hold: LogHold | undefined;
  #isOver = false;
  #heard = Promise.withResolvers<void>();

  constructor(context: TestContext) {
    const { promise, resolve } = Promise.withResolvers<Error>();
    this.ended = promise;
    this.#caller = startEngineThread(projectPath('src', 'engine', 'main.ts'), {
      hear: {
        sessions: (states) => this.#hear(() => (this.states = states)),
        examined: (_, step) => this.#hear(() => this.steps.push(step)),
        store: (state) => this.#hear(() => this.stores.push(state)),
        schemas: (reports) => this.#hear(() => (this.schemas = reports)),
        platformLost: (why) => this.#hear(() => this.lost.push(why)),
        grew: (log, { extent, counters, hold }) => this.#hear(() => log === 'live' && Object.assign(this, { extent, counters, hold })),
        exported: () => undefined,
      },
      ended: resolve,
    });
    context.after(() => this.shutdown());
  }

  get ask(): Caller<EngineCalls, EngineNews>['ask'] {
    return this.#caller.ask.bind(this.#caller);
  }

  async shutdown(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#caller.ask('shutdown');
    await soon('the end of the engine’s thread', this.ended);
  }

  /** Everything in the log. */
  async rows(): Promise<readonly LogRow[]> {
    const { first, end } = await this.ask('extent');
    return this.ask('rows', first, end - first);
  }

  /** Resolves when something that was told makes this true. */
  async until(what: string, fits: () => boolean): Promise<void> {
    while (!fits()) await soon(what, this.#heard.promise);
  }

  /** Resolves when the log has a row like this. */
  async row(what: string, fits: (row: LogRow) => boolean): Promise<LogRow> {
    for (;;) {
      // What is told while the rows are read counts, too.
      const { promise } = this.#heard;
      const found = (await this.rows()).find(fits);
      if (found !== undefined) return found;
      await soon(what, promise);
    }
  }

  #hear(take: () => void): void {
    take();
    this.#heard.resolve();
    this.#heard = Promise.withResolvers();
  }
}

/** Settings of a session with a device of the test platform; it does not manage unless told. */
export function sensor(port: number, deviceId: string, settings: Partial<SessionSettings> = {}): SessionSettings {
  const identity = { sender: 'device', org: 'abc123', typeId: 'sensor', deviceId } as const;
  return testSettings(port, { id: deviceId, identity, ...settings });
}
