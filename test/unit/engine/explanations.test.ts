import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Explanations } from '../../../src/engine/explanations.ts';
import type { ConnectionEvent } from '../../../src/rpc/log/traffic.ts';

const wrongToken: ConnectionEvent = { kind: 'connection.refused', code: 5, reason: 'The token is wrong.' };
const peer = '127.0.0.1:52011';

/** A clock whose one timer runs out when the test says so. */
class OneTimer {
  #run: (() => void) | undefined;

  now(): number {
    return 0;
  }

  after(_ms: number, run: () => void): { cancel: () => void } {
    this.#run = run;
    return { cancel: () => (this.#run = undefined) };
  }

  runOut(): void {
    this.#run?.();
  }

  get runs(): boolean {
    return this.#run !== undefined;
  }
}

describe('the platform’s explanation of an end', () => {
  it('is given out when it came before it was asked for, once', async () => {
    const clock = new OneTimer();
    const explanations = new Explanations(clock);
    explanations.take(peer, wrongToken);
    assert.equal(await explanations.of(peer), wrongToken);
    const again = explanations.of(peer);
    clock.runOut();
    assert.equal(await again, undefined);
  });

  it('is given out when it comes after it was asked for', async () => {
    const clock = new OneTimer();
    const explanations = new Explanations(clock);
    const asked = explanations.of(peer);
    explanations.take('127.0.0.1:1', { kind: 'connection.closed', reason: 'Another one.' });
    explanations.take(peer, wrongToken);
    assert.equal(await asked, wrongToken);
    assert.equal(clock.runs, false);
  });

  it('is not waited for longer than a moment', async () => {
    const clock = new OneTimer();
    const asked = new Explanations(clock).of(peer);
    clock.runOut();
    assert.equal(await asked, undefined);
  });

  it('is kept for no more than a hundred sockets', async () => {
    const clock = new OneTimer();
    const explanations = new Explanations(clock);
    for (let port = 1; port <= 101; port++) explanations.take(`127.0.0.1:${port}`, wrongToken);
    const dropped = explanations.of('127.0.0.1:1');
    clock.runOut();
    assert.equal(await dropped, undefined);
    assert.equal(await explanations.of('127.0.0.1:2'), wrongToken);
  });
});
