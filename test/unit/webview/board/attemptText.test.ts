import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectionAttempt } from '../../../../src/rpc/board/attempt.ts';
import { attemptText, spokenLatest, type AttemptText } from '../../../../src/webview/board/attemptText.ts';

function row(parts: Partial<ConnectionAttempt>) {
  const attempt: ConnectionAttempt = {
    connection: 'c-1',
    time: 0,
    peer: '192.168.1.40:52011',
    host: '192.168.1.10',
    port: 1883,
    secure: false,
    stage: 'tcp',
    ...parts,
  };
  return { id: 'c-1', attempt, times: 1, outside: true, awaited: false, routine: false };
}

const clientId = 'd:abc123:thermostat:t-100';
const reason = 'Why.';
const advice = 'Do this.';

const cases: readonly (readonly [parts: Partial<ConnectionAttempt>, tone: AttemptText['tone'], title: string, rest?: RegExp])[] = [
  [{}, 'news', 'TCP from 192.168.1.40', /^Nothing that is understood has come yet\. A client with TLS/],
  [{ secure: true }, 'news', 'TCP from 192.168.1.40', /^TLS has not begun yet\. A client without TLS/],
  [{ stage: 'tls', secure: true }, 'news', 'TLS from 192.168.1.40', /CONNECT/],
  [{ stage: 'refused', secure: true, code: 163, reason, advice }, 'bad', 'TLS handshake with 192.168.1.40 failed', /^Do this\.$/],
  [{ stage: 'refused', code: 164, reason }, 'bad', 'Connection refused (164), from 192.168.1.40'],
  [{ stage: 'http' }, 'news', 'HTTP from 192.168.1.40'],
  [{ stage: 'webSocket' }, 'news', 'WebSocket from 192.168.1.40', /CONNECT/],
  [{ stage: 'accepted', clientId }, 'good', `${clientId} is connected, from 192.168.1.40`, /^Next: let it publish/],
  [{ stage: 'refused', code: 5, reason, advice }, 'bad', 'CONNECT refused (5), from 192.168.1.40', /^Do this\.$/],
  [{ stage: 'refused', clientId, code: 5, reason }, 'bad', `CONNECT of ${clientId} refused (5), from 192.168.1.40`],
  [{ stage: 'closed', clientId, code: 91, reason }, 'news', `${clientId} disconnected (91), from 192.168.1.40`],
  [
    { stage: 'refused', clientId, code: 401, reason, advice },
    'bad',
    `HTTP request of ${clientId} refused (401), from 192.168.1.40`,
    /^Do this\.$/,
  ],
  [{ stage: 'refused', code: 403, reason }, 'bad', 'HTTP request refused (403), from 192.168.1.40'],
  [{ peer: '::1:52011' }, 'news', 'TCP from ::1', /./],
];

describe('an attempt', () => {
  for (const [parts, tone, title, expected] of cases) {
    it(`of ${JSON.stringify(parts)} is: ${title}`, () => {
      const text = attemptText(row(parts));
      assert.equal(text.tone, tone);
      assert.equal(text.title, title);
      assert.equal(text.reason, parts.reason);
      if (expected === undefined) assert.equal(text.advice, parts.advice);
      else assert.match(text.advice ?? '', expected);
    });
  }

  it('says where it arrived', () => {
    assert.equal(attemptText(row({})).place, 'at 192.168.1.10:1883, without TLS');
    assert.equal(attemptText(row({ host: 'fe80::1', port: 8883, secure: true })).place, 'at [fe80::1]:8883, with TLS');
  });

  it('is spoken with its reason, where it has one', () => {
    assert.equal(spokenLatest([row({})]), 'TCP from 192.168.1.40');
    assert.equal(spokenLatest([row({ stage: 'refused', code: 5, reason })]), 'CONNECT refused (5), from 192.168.1.40: Why.');
  });

  it('is spoken when it is the latest, wherever it stands', () => {
    const earlier = row({ stage: 'tls', secure: true });
    assert.equal(spokenLatest([earlier, row({ time: 1 }), row({ time: 1, stage: 'http' })]), 'TCP from 192.168.1.40');
    assert.equal(spokenLatest([]), '');
  });
});
