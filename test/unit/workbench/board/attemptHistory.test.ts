import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { ConnectionAttempt } from '../../../../src/rpc/board/attempt.ts';
import { AttemptHistory } from '../../../../src/workbench/board/attemptHistory.ts';

let clock = 0;

function attempt(connection: string, parts: Partial<ConnectionAttempt> = {}): ConnectionAttempt {
  clock++;
  const peer = `192.168.1.40:${50_000 + clock}`;
  return { connection, time: clock, peer, host: '192.168.1.10', port: 1883, secure: false, stage: 'tcp', ...parts };
}

const refusal = { stage: 'refused', code: 5, clientId: 'd:abc123:lamp:l-1', reason: 'The token is wrong.' } as const;

function shown(history: AttemptHistory): (readonly [stage: string, times: number])[] {
  return history.rows().map(({ attempt: { stage }, times }) => [stage, times] as const);
}

describe('the history of attempts', () => {
  it('moves a connection that gets further from row to row', () => {
    const history = new AttemptHistory();
    for (const stage of ['tcp', 'tls', 'accepted', 'closed'] as const) {
      history.take([attempt('c-1', { stage })]);
      assert.deepEqual(shown(history), [[stage, 1]]);
    }
  });

  it('counts what came to the same, and shows the latest of it', () => {
    const history = new AttemptHistory();
    for (const connection of ['c-1', 'c-2', 'c-3']) {
      history.take([attempt(connection)]);
      history.take([attempt(connection, { ...refusal, registrable: { typeId: 'lamp', deviceId: 'l-1' } })]);
    }
    assert.deepEqual(shown(history), [['refused', 3]]);
    assert.equal(history.rows()[0]?.attempt.connection, 'c-3');
  });

  it('keeps apart what differs in place, client, code or reason', () => {
    const history = new AttemptHistory();
    const others = [
      {},
      { port: 8883 },
      { secure: true },
      { code: 4 },
      { clientId: 'd:x:y:z' },
      { reason: 'Other.' },
      { peer: '10.0.0.1:1' },
    ];
    for (const [at, other] of others.entries()) history.take([attempt(`c-${at}`, { ...refusal, ...other })]);
    assert.equal(history.rows().length, others.length);
  });

  it('keeps a refusal although the connection is closed afterwards', () => {
    const history = new AttemptHistory();
    history.take([attempt('c-1', refusal)]);
    history.take([attempt('c-1', { stage: 'closed', reason: 'Closed.' })]);
    assert.deepEqual(shown(history), [['refused', 1]]);
  });

  it('takes the same news again without counting it again', () => {
    const history = new AttemptHistory();
    const recent = [attempt('c-2', refusal), attempt('c-1', refusal)];
    for (let times = 0; times < 3; times++) history.take(recent);
    assert.deepEqual(shown(history), [['refused', 2]]);
    assert.equal(history.rows()[0]?.attempt.connection, 'c-2');
  });

  it('begins anew', () => {
    const history = new AttemptHistory();
    history.take([attempt('c-1', refusal)]);
    history.clear();
    assert.deepEqual(history.rows(), []);
    history.take([attempt('c-1', refusal)]);
    assert.deepEqual(shown(history), [['refused', 1]]);
  });

  it('counts each connection once, whatever comes in whatever order', () => {
    const anyAttempt = fc.record({
      connection: fc.nat(30).map((number) => `c-${number}`),
      stage: fc.constantFrom('tcp', 'tls', 'http', 'webSocket', 'accepted', 'refused', 'closed'),
      reason: fc.constantFrom('a', 'b'),
    } as const);
    fc.assert(
      fc.property(fc.array(fc.array(anyAttempt, { maxLength: 8 }), { maxLength: 20 }), (news) => {
        const history = new AttemptHistory();
        for (const batch of news) history.take(batch.map(({ connection, ...parts }) => attempt(connection, parts)));
        const connections = new Set(news.flat().map(({ connection }) => connection));
        assert.equal(
          history.rows().reduce((sum, { times }) => sum + times, 0),
          connections.size,
        );
        assert.ok(history.rows().every(({ times }) => times > 0));
      }),
    );
  });

  it('forgets the oldest before it grows without end', () => {
    const history = new AttemptHistory();
    for (let number = 0; number < 2_000; number++) history.take([attempt(`c-${number}`, { ...refusal, reason: `${number}` })]);
    assert.equal(history.rows().length, 100);
    assert.equal(history.rows()[0]?.attempt.reason, '1999');
  });
});
