import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { OwnConnections } from '../../../src/engine/ownConnections.ts';
import { Sessions } from '../../../src/engine/session/sessions.ts';
import type { SessionSettings } from '../../../src/profiles/sessionSettings.ts';
import type { SessionState } from '../../../src/rpc/session/sessionState.ts';
import type { TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import { testSettings } from './testSettings.ts';
import { FakeClock } from '../platform/fakeClock.ts';
import { soon } from '../platform/soon.ts';

/** The token of every session of a bench; it must show up nowhere. */
export const token = 'tell-nobody-this-token';

/** Sessions with a clock that is turned by hand, and everything they reported. They end with the test. */
export class SessionBench {
  readonly clock = new FakeClock();
  readonly own = new OwnConnections(this.clock);
  readonly records: TrafficRecord[] = [];
  readonly sessions: Sessions;
  states: readonly SessionState[] = [];
  #ids = 0;
  #heard = Promise.withResolvers<void>();

  constructor(context: TestContext) {
    this.sessions = new Sessions({
      clock: this.clock,
      random: () => 0,
      uuid: () => `id-${++this.#ids}`,
      own: this.own,
      record: (record) => this.#hear(() => this.records.push(record)),
      whenReady: (run) => run(),
      changed: (states) => this.#hear(() => (this.states = states)),
    });
    context.after(() => this.sessions.stop());
  }

  /** Settings of a device `thermostat/t-1` that connects to a port of loopback. */
  settings(port: number, settings: Partial<SessionSettings> = {}): SessionSettings {
    return testSettings(port, settings);
  }

  async connect(port: number, settings: Partial<SessionSettings> = {}): Promise<void> {
    await soon('a connection', this.sessions.connect(this.settings(port, settings), { token }));
  }

  /** The state of the only session. */
  get state(): SessionState {
    const [state] = this.states;
    return state ?? assert.fail('there is no session');
  }

  /** Resolves when something that was reported makes this true. */
  async until(what: string, fits: () => boolean): Promise<void> {
    while (!fits()) await soon(what, this.#heard.promise);
  }

  async untilPhase(phase: SessionState['phase']): Promise<void> {
    await this.until(`the phase ${phase}`, () => this.states[0]?.phase === phase);
  }

  /** What was reported, in short: `up iot-2/evt/…` for a message, the kind for an event. */
  get crossed(): readonly string[] {
    return this.records.map(({ event, direction, topic }) => event?.kind ?? `${direction} ${topic}`);
  }

  #hear(take: () => void): void {
    take();
    this.#heard.resolve();
    this.#heard = Promise.withResolvers();
  }
}

/** Everything an error says anywhere, to look for what must not be there. */
export function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.stack, JSON.stringify(error), everythingIn(error.cause)].join('\n');
}
