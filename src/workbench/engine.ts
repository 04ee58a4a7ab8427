import * as vscode from 'vscode';
import type { SchemaReport } from '../lint/own/ownSchemas.ts';
import type { ReplyRule } from '../replies/replyRule.ts';
import type { Caller } from '../rpc/caller.ts';
import type { ControlAddress, EngineCalls, EngineNews, LintConfiguration, StoreState } from '../rpc/engineContract.ts';
import type { LogName, LogNewsItem, Retention } from '../rpc/log/logCalls.ts';
import type { ExportState } from '../rpc/log/logFiles.ts';
import { longLogCalls } from '../rpc/log/longLogCalls.ts';
import type { DoctorStep } from '../rpc/session/doctorReport.ts';
import { startEngineThread } from '../rpc/node/engineThread.ts';
import type { SessionState } from '../rpc/session/sessionState.ts';

/** What the engine said last about a log. */
export interface LogChange {
  readonly log: LogName;
  readonly item: LogNewsItem;
}

/** The engine's unexpected end. */
export interface EngineCrash {
  readonly why: Error;
  /** The sessions as they last were; they are gone. */
  readonly sessions: readonly SessionState[];
}

/** Where the engine's programs and files are, and what it judges messages by. */
export interface EngineParts {
  readonly program: string;
  readonly storeFolder: string;
  readonly log: vscode.LogOutputChannel;
  readonly lint: () => Promise<LintConfiguration>;
  /** How much the log may hold. */
  readonly retention: () => Retention;
  /** The rules of all replies files that count. */
  readonly replies: () => Promise<readonly ReplyRule[]>;
}

/**
 * The engine as the workbench sees it: started on first use, started again on the next use after a crash.
 * What it knew is gone after a crash, but for the log.
 */
export class Engine {
  readonly #parts: EngineParts;
  readonly #log: vscode.LogOutputChannel;
  #running: Promise<Caller<EngineCalls, EngineNews>> | undefined;
  #watched: ControlAddress | undefined;
  #store: StoreState = {};
  #sessions: readonly SessionState[] = [];

  readonly #sessionsChanged = new vscode.EventEmitter<readonly SessionState[]>();
  readonly #logChanged = new vscode.EventEmitter<LogChange>();
  readonly #storeChanged = new vscode.EventEmitter<StoreState>();
  readonly #exported = new vscode.EventEmitter<{ readonly run: string; readonly state: ExportState }>();
  readonly #schemasReported = new vscode.EventEmitter<readonly SchemaReport[]>();
  readonly #examined = new vscode.EventEmitter<{ readonly run: string; readonly step: DoctorStep }>();
  readonly #platformLost = new vscode.EventEmitter<string>();
  readonly #crashed = new vscode.EventEmitter<EngineCrash>();
  /** All sessions, whenever one changed; none after a crash. */
  readonly onSessions = this.#sessionsChanged.event;
  /** A step of an examination is done. */
  readonly onExamined = this.#examined.event;
  /** A log grew or changed, or a view of it did. */
  readonly onLog = this.#logChanged.event;
  /** The live log is kept elsewhere. */
  readonly onStore = this.#storeChanged.event;
  /** How far an export is. */
  readonly onExported = this.#exported.event;
  /** What is wrong with the user's own schemas, all of it, whenever something about them changed. */
  readonly onSchemas = this.#schemasReported.event;
  /** The platform's traffic no longer reaches the engine. */
  readonly onPlatformLost = this.#platformLost.event;
  readonly onCrash = this.#crashed.event;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#log = parts.log;
  }

  get sessions(): readonly SessionState[] {
    return this.#sessions;
  }

  /** Where the live log is kept, as far as it was opened. */
  get store(): StoreState {
    return this.#store;
  }

  /** The engine, started if it does not run. */
  calls(): Promise<Caller<EngineCalls, EngineNews>> {
    this.#running ??= this.#start();
    return this.#running;
  }

  /** Takes a platform's traffic into the log, also after the engine had to be started again. */
  async watchPlatform(control: ControlAddress | undefined): Promise<void> {
    this.#watched = control;
    if (control === undefined && this.#running === undefined) return;
    await (await this.calls()).ask('watchPlatform', control);
  }

  /** Has messages judged by the settings as they are now, if the engine runs; when it starts, it does so by itself. */
  async configureLint(): Promise<void> {
    // A start that fails is told to whoever wanted the engine.
    const caller = await this.#running?.catch(() => undefined);
    if (caller !== undefined) await this.#judgeBySettings(caller);
  }

  /** Has the log hold no more than the settings say now, if the engine runs; when it starts, it does so by itself. */
  async configureRetention(): Promise<void> {
    const caller = await this.#running?.catch(() => undefined);
    await caller?.ask('setRetention', this.#parts.retention());
  }

  /** Has requests answered by the replies files as they are now, if the engine runs; when it starts, it does so by itself. */
  async configureReplies(): Promise<void> {
    const caller = await this.#running?.catch(() => undefined);
    if (caller !== undefined) await this.#answerByFiles(caller);
  }

  /** Ends sessions, writes the log to the end and stops the thread. */
  async shutdown(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    const caller = await running;
    try {
      await caller.ask('shutdown');
    } finally {
      caller.dispose();
    }
  }

  /** Stops listening; {@link shutdown} comes first. */
  dispose(): void {
    for (const emitter of [
      this.#sessionsChanged,
      this.#examined,
      this.#logChanged,
      this.#storeChanged,
      this.#exported,
      this.#schemasReported,
      this.#platformLost,
      this.#crashed,
    ])
      emitter.dispose();
  }

  async #start(): Promise<Caller<EngineCalls, EngineNews>> {
    const caller = startEngineThread(this.#parts.program, {
      hear: {
        examined: (run, step) => this.#examined.fire({ run, step }),
        sessions: (states) => this.#takeSessions(states),
        grew: (log, item) => this.#logChanged.fire({ log, item }),
        exported: (run, state) => this.#exported.fire({ run, state }),
        store: (store) => this.#takeStore(store),
        schemas: (reports) => this.#schemasReported.fire(reports),
        platformLost: (why) => this.#platformLost.fire(why),
      },
      // Opening or closing a large log takes its time, too.
      unhurried: ['openStore', 'shutdown', 'examine', ...longLogCalls],
      ended: (why) => this.#ended(why),
    });
    try {
      const store = await caller.ask('openStore', this.#parts.storeFolder);
      this.#log.info(`The engine runs; the log is kept ${store.file === undefined ? 'in memory' : `in ${store.file}`}`);
      this.#takeStore(store);
      await caller.ask('setRetention', this.#parts.retention());
    } catch (error) {
      this.#running = undefined;
      caller.dispose();
      throw error;
    }
    await this.#judgeBySettings(caller);
    await this.#answerByFiles(caller);
    // A platform that cannot be watched is told like one that was lost; the engine is of use without it.
    if (this.#watched !== undefined)
      await caller.ask('watchPlatform', this.#watched).catch((error: unknown) => this.#platformLost.fire(String(error)));
    return caller;
  }

  /** Without the settings messages are judged as if there were none; that costs nobody the log. */
  async #judgeBySettings(caller: Caller<EngineCalls, EngineNews>): Promise<void> {
    try {
      await caller.ask('configureLint', await this.#parts.lint());
    } catch (error) {
      this.#log.error('The log does not follow the lint settings', error instanceof Error ? error : String(error));
    }
  }

  /** Without the files requests are answered as if there were none; that costs nobody the engine. */
  async #answerByFiles(caller: Caller<EngineCalls, EngineNews>): Promise<void> {
    try {
      await caller.ask('setReplies', await this.#parts.replies());
    } catch (error) {
      this.#log.error('The replies files do not count', error instanceof Error ? error : String(error));
    }
  }

  #takeSessions(states: readonly SessionState[]): void {
    this.#sessions = states;
    this.#sessionsChanged.fire(states);
  }

  #takeStore(store: StoreState): void {
    this.#store = store;
    this.#storeChanged.fire(store);
  }

  #ended(why: Error): void {
    if (this.#running === undefined) return;
    this.#running = undefined;
    this.#log.error('The engine stopped', why, why.cause instanceof Error ? (why.cause.stack ?? '') : '');
    const sessions = this.#sessions;
    this.#takeSessions([]);
    this.#crashed.fire({ why, sessions });
  }
}
