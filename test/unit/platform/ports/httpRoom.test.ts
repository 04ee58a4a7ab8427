import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { HttpRoom } from '../../../../src/platform/ports/httpRoom.ts';

const hosts = Array.from({ length: 11 }, (_, at) => `192.168.1.${at}`);

function fill(room: HttpRoom, host: string, count: number): readonly Duplex[] {
  const sockets = Array.from({ length: count }, () => new Duplex());
  for (const socket of sockets) assert.equal(room.enter(socket, host), undefined);
  return sockets;
}

test('one address gets a tenth of the places, and all together no more than there are', () => {
  const room = new HttpRoom();
  const [first = '', second = '', ...others] = hosts;
  const sockets = fill(room, first, 100);
  assert.match(room.enter(new Duplex(), first) ?? '', /100 HTTP connections from 192.168.1.0/);
  fill(room, second, 100);
  for (const host of others.slice(0, 8)) fill(room, host, 100);
  assert.match(room.enter(new Duplex(), '192.168.1.10') ?? '', /1000 HTTP connections already/);
  const [left = new Duplex()] = sockets;
  room.leave(left);
  room.leave(left);
  fill(room, first, 1);
  assert.notEqual(room.enter(new Duplex(), first), undefined, 'a place is given back once');
});
