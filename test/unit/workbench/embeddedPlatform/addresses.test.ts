import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectionAttempt } from '../../../../src/rpc/board/attempt.ts';
import type { ListenerState, PlatformInfo } from '../../../../src/rpc/platformContract.ts';
import { byteCount, progressText } from '../../../../src/workbench/embeddedPlatform/byteCount.ts';
import { imageHost } from '../../../../src/workbench/embeddedPlatform/imageHost.ts';
import { listenerUrl } from '../../../../src/workbench/embeddedPlatform/listenerUrl.ts';
import { platformPlace } from '../../../../src/workbench/embeddedPlatform/platformPlace.ts';
import { readRemoteUrl } from '../../../../src/workbench/embeddedPlatform/remoteUrl.ts';
import { hostOfPeer } from '../../../../src/workbench/embeddedPlatform/tree/peer.ts';

function listener(host: string, more: Partial<ListenerState> = {}): ListenerState {
  return { id: `${host}:${more.port ?? 1883}`, service: 'full', secure: false, host, port: 1883, open: !host.startsWith('127.'), ...more };
}

function attempt(clientId: string, host: string, stage: ConnectionAttempt['stage'] = 'accepted'): ConnectionAttempt {
  return { connection: `c-${host}`, time: 1, peer: '192.168.1.40:5', host, port: 1883, secure: false, stage, clientId };
}

describe('the address of a firmware image', () => {
  const listeners = [
    listener('127.0.0.1'),
    listener('10.0.0.1', { service: 'quickstart' }),
    listener('192.168.1.10'),
    listener('192.168.2.10'),
  ];
  const board = { peer: '192.168.2.40:52011' };

  it('is the one that the device came to', () => {
    const attempts = [attempt('d:o:t:other', '192.168.1.10'), attempt('d:o:t:1', '192.168.2.10'), attempt('d:o:t:1', '192.168.1.10')];
    assert.equal(imageHost(board, 'd:o:t:1', listeners, attempts), '192.168.2.10');
  });

  it('is none at which it was refused, nor one that is closed by now', () => {
    const attempts = [attempt('d:o:t:1', '192.168.2.10', 'refused'), attempt('d:o:t:1', '172.16.0.1')];
    assert.equal(imageHost(board, 'd:o:t:1', listeners, attempts), '192.168.1.10');
  });

  it('is loopback for a device of this machine, and where nothing is open', () => {
    assert.equal(imageHost({ peer: '127.0.0.1:5' }, 'd:o:t:1', listeners, [attempt('d:o:t:1', '192.168.2.10')]), '127.0.0.1');
    assert.equal(imageHost({ peer: '[::1]:5' }, 'd:o:t:1', listeners, []), '127.0.0.1');
    assert.equal(imageHost(board, 'd:o:t:1', [listener('127.0.0.1')], []), '127.0.0.1');
    assert.equal(imageHost({}, 'd:o:t:1', listeners, []), '127.0.0.1');
  });

  it('is where an offline device came to before', () => {
    assert.equal(imageHost({}, 'd:o:t:1', listeners, [attempt('d:o:t:1', '192.168.2.10')]), '192.168.2.10');
  });
});

describe('the address of a platform elsewhere', () => {
  const good = [
    ['https://bench.local:8883', 'https://bench.local:8883'],
    ['  192.168.1.10:8883 ', 'https://192.168.1.10:8883'],
    ['https://bench.local', 'https://bench.local'],
    ['http://127.0.0.1:1883', 'http://127.0.0.1:1883'],
    ['http://[::1]:1883/', 'http://[::1]:1883'],
    ['http://localhost:1883', 'http://localhost:1883'],
  ] as const;
  for (const [text, url] of good) it(`is ${text}`, () => assert.deepEqual(readRemoteUrl(text), { url }));

  const bad = [
    ['', /Give the address/],
    ['mqtt://bench:1883', /Give the address/],
    ['http://192.168.1.10:1883', /plain text/],
    ['https://user:key@bench:8883', /no part of the address/],
    ['https://bench:8883/api', /Leave out/],
    ['https://bench:99999', /Give the address/],
  ] as const;
  for (const [text, refused] of bad) {
    it(`is not ${text === '' ? 'nothing' : text}`, () => {
      const read = readRemoteUrl(text);
      assert.match('refused' in read ? read.refused : '', refused);
    });
  }
});

describe('where a client on this machine reaches the platform', () => {
  const info = { host: '127.0.0.1', port: 1884, listeners: [listener('127.0.0.1')] } as unknown as PlatformInfo;

  it('is wherever it listens', () => {
    assert.deepEqual(platformPlace({ info }).listeners, info.listeners);
  });

  it('is never the loopback address of another machine', () => {
    assert.deepEqual(platformPlace({ info, attachedTo: 'bench:8883' }).listeners, []);
    const secure = listener('192.168.1.10', { secure: true, port: 8883 });
    const open = { ...info, listeners: [listener('127.0.0.1'), secure, listener('192.168.1.10')] };
    const places = platformPlace({ info: open, attachedTo: '[fe80::1]:8883' }).listeners;
    assert.deepEqual(
      places.map(({ host, port, secure: tls }) => ({ host, port, tls })),
      [
        { host: 'fe80::1', port: 8883, tls: true },
        { host: 'fe80::1', port: 1883, tls: false },
      ],
    );
  });
});

describe('numbers and addresses as people read them', () => {
  it('hosts of peers', () => {
    assert.equal(hostOfPeer('192.168.1.40:52011'), '192.168.1.40');
    assert.equal(hostOfPeer('[::1]:52011'), '::1');
    assert.equal(hostOfPeer('::ffff:10.0.0.2:52011'), '10.0.0.2');
  });

  it('listeners', () => {
    assert.equal(listenerUrl(listener('127.0.0.1')), 'mqtt://127.0.0.1:1883');
    assert.equal(listenerUrl(listener('fe80::1', { secure: true, port: 8883 })), 'mqtts://[fe80::1]:8883');
  });

  it('bytes', () => {
    const counts = { 0: '0 bytes', 999: '999 bytes', 1500: '1.5 kB', 2_000_000: '2 MB', 5_000_000_000_000: '5,000 GB' };
    for (const [bytes, text] of Object.entries(counts)) assert.equal(byteCount(Number(bytes)), text);
    assert.equal(progressText({ sent: 500, total: 1000 }), '500 bytes of 1 kB (50 %)');
    assert.equal(progressText({ sent: 0, total: 0 }), '0 bytes of 0 bytes (100 %)');
  });
});
