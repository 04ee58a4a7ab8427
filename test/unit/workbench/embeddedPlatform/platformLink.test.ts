import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Wire, WireEars } from '../../../../src/rpc/wire.ts';
import { linkOver, type LinkEars } from '../../../../src/workbench/embeddedPlatform/platformLink.ts';
import { deviceState } from '../../../support/workbench/deviceState.ts';

const control = { path: '/nowhere', key: 'k' };
const offline = deviceState('lamp', 'l-1');
const online = deviceState('lamp', 'l-1', { online: true });

interface Ask {
  readonly ask: string;
  readonly id: number;
}

/** The platform's end of a wire, which answers as the test says. */
class ScriptedWire implements Wire {
  readonly asked: string[] = [];
  isClosed = false;
  #ears: WireEars | undefined;
  readonly #answer: (call: string, wire: ScriptedWire) => unknown;

  constructor(answer: (call: string, wire: ScriptedWire) => unknown) {
    this.#answer = answer;
  }

  open(ears: WireEars): void {
    this.#ears = ears;
  }

  send(frame: unknown): void {
    const { ask, id } = frame as Ask;
    this.asked.push(ask);
    queueMicrotask(() => this.#ears?.frame({ answer: id, value: this.#answer(ask, this) }));
  }

  close(): void {
    this.isClosed = true;
  }

  news(name: string, ...args: readonly unknown[]): void {
    this.#ears?.frame({ news: name, args });
  }

  end(): void {
    this.#ears?.end(new Error('gone'));
  }
}

function listening(heard: unknown[] = []): LinkEars {
  const hear =
    (name: string) =>
    (...args: readonly unknown[]) =>
      void heard.push([name, ...args]);
  return {
    hear: {
      info: hear('info'),
      devices: hear('devices'),
      applications: hear('applications'),
      images: hear('images'),
      attempts: hear('attempts'),
    },
    ended: (why, wanted) => void heard.push(['ended', why.message, wanted]),
  };
}

describe('a link to a platform', () => {
  it('begins with everything that is there, and then hears news', async () => {
    const heard: unknown[] = [];
    const wire = new ScriptedWire((call) => (call === 'describe' ? { org: 'abc123' } : [call]));
    const { info, contents } = await linkOver(wire, control, listening(heard));
    assert.equal(info.org, 'abc123');
    const lists = ['devices', 'applications', 'images', 'apiKeys', 'packages', 'faults'] as const;
    for (const list of lists) assert.deepEqual(contents[list], [list]);
    wire.news('devices', [online], []);
    wire.news('traffic', [], 0);
    assert.deepEqual(heard, [['devices', [online], []]]);
  });

  it('asks again when news overtook the answers, so that nothing is older than what is known', async () => {
    const heard: unknown[] = [];
    let rounds = 0;
    const wire = new ScriptedWire((call, self) => {
      if (call !== 'devices') return [];
      // The device comes online after the first answer was made and before the link is complete.
      if (++rounds === 1) queueMicrotask(() => self.news('devices', [online], []));
      return [rounds === 1 ? offline : online];
    });
    const { contents } = await linkOver(wire, control, listening(heard));
    assert.deepEqual(contents.devices, [online]);
    assert.equal(rounds, 2);
    assert.deepEqual(heard, []);
  });

  it('is complete at some time, however much is told', async () => {
    const wire = new ScriptedWire((call, self) => {
      if (call === 'devices') self.news('devices', [online], []);
      return [];
    });
    await linkOver(wire, control, listening());
    assert.equal(wire.asked.filter((call) => call === 'devices').length, 10);
  });

  it('tells how it ended', async () => {
    for (const wanted of [true, false]) {
      const heard: unknown[] = [];
      const wire = new ScriptedWire(() => []);
      await linkOver(wire, control, listening(heard));
      if (wanted) wire.news('ending');
      wire.end();
      assert.deepEqual(heard, [['ended', 'gone', wanted]]);
    }
  });

  it('is none when the platform ends before it has answered', async () => {
    const heard: unknown[] = [];
    const wire = new ScriptedWire((call, self) => {
      if (call === 'images') self.end();
      return [];
    });
    await assert.rejects(linkOver(wire, control, listening(heard)), /gone/);
    assert.ok(wire.isClosed);
    assert.deepEqual(heard, []);
  });
});
