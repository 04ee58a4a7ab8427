import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commands } from '../../src/workbench/ids.ts';
import { anyProfile, anySession, ConnectionBench, nodeOf } from './support/connectionBench.ts';

describe('changing connections', () => {
  it('changes what is picked and saves it, and says when it counts', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    bench.tell(anySession());
    const window = await bench.run(commands.editConnection, ['Keep Alive', '30', 'Save'], nodeOf(anyProfile()));
    assert.equal(bench.profiles.find('p-1')?.keepAliveSeconds, 30);
    assert.match(window.shown.at(-1) ?? '', /counts when it connects next/);
  });

  it('saves from anywhere in the list, and when the list is left', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    const saved = await bench.run(commands.editConnection, ['Keep Alive', '31', { press: 'Save' }], nodeOf(anyProfile()));
    assert.deepEqual([bench.profiles.find('p-1')?.keepAliveSeconds, saved.left], [31, []]);
    const left = await bench.run(commands.editConnection, ['Keep Alive', '32', undefined, 'Save'], nodeOf(anyProfile()));
    assert.deepEqual([bench.profiles.find('p-1')?.keepAliveSeconds, left.left], [32, []]);
    const stayed = await bench.run(
      commands.editConnection,
      ['Keep Alive', '33', undefined, undefined, 'Keep Alive', '34', 'Save'],
      nodeOf(anyProfile()),
    );
    assert.deepEqual([bench.profiles.find('p-1')?.keepAliveSeconds, stayed.left], [34, []]);
  });

  it('marks what is insecure', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile({ transport: 'tls' }));
    const window = await bench.run(
      commands.editConnection,
      ['Verify Certificate', 'Off, insecure', undefined, 'Discard'],
      nodeOf(anyProfile()),
    );
    const row = window.choices.find(({ label }) => label.includes('Verify Certificate'));
    assert.equal(row?.label, '$(warning) Verify Certificate');
    assert.equal(bench.profiles.find('p-1')?.tls.verifyChain, true);
  });

  it('duplicates without secrets, renames, moves and deletes with secrets', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    await bench.connections.keepToken(anyProfile(), 'tok-1');
    await bench.run(commands.duplicateConnection, [], nodeOf(anyProfile()));
    const copy = bench.profiles.all()[1];
    assert.ok(copy);
    assert.deepEqual([copy.name, await bench.connections.token(copy)], ['lamp:l-1', undefined]);
    await bench.run(commands.renameConnection, ['second'], nodeOf(copy));
    await bench.run(commands.moveConnectionUp, [], nodeOf(copy));
    assert.deepEqual(
      bench.profiles.all().map(({ name }) => name),
      ['second', 'l-1'],
    );
    await bench.run(commands.moveConnectionDown, [], nodeOf(copy));
    assert.deepEqual(
      bench.profiles.all().map(({ name }) => name),
      ['l-1', 'second'],
    );
    await bench.run(commands.deleteConnection, ['Delete'], nodeOf(anyProfile()));
    assert.deepEqual([bench.profiles.all().length, bench.secrets.size], [1, 0]);
  });

  it('deletes a connection with what it could not deliver', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    bench.tell(anySession({ waiting: 1 }));
    await bench.run(commands.deleteConnection, ['Delete'], nodeOf(anyProfile()));
    assert.deepEqual(bench.asked, [
      ['disconnect', 'p-1'],
      ['discardUndelivered', 'p-1'],
    ]);
    assert.deepEqual(bench.profiles.all(), []);
  });

  it('leaves nothing of how one server is reached when it leads to another', async (t) => {
    const proxy = { kind: 'url', url: 'http://proxy.example.com:3128' } as const;
    const bench = await ConnectionBench.open(t, anyProfile({ transport: 'wss', port: 9443, path: '/broker', proxy }));
    const window = await bench.run(commands.editConnection, ['Target', 'The Embedded Platform', 'Save'], nodeOf(anyProfile()));
    assert.ok(window.shown.some((text) => text.includes('transport, port, path and proxy become what is usual there')));
    const { transport, port, path, proxy: proxyNow, org } = bench.profiles.find('p-1') ?? {};
    assert.deepEqual([transport, port, path, proxyNow, org], ['tcp', undefined, undefined, { kind: 'none' }, '']);
  });

  it('enters a token again, which the next connection uses', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    await bench.run(commands.enterSecrets, ['tok-3'], nodeOf(anyProfile()));
    assert.equal(await bench.connections.token(anyProfile()), 'tok-3');
  });

  it('keeps what it cannot read', async (t) => {
    const bench = await ConnectionBench.open(t);
    const strange = { id: 'x', client: { sender: 'toaster' } };
    await bench.state.update('connections', [strange]);
    await bench.profiles.put(anyProfile());
    assert.equal(bench.profiles.all().length, 1);
    assert.equal(bench.profiles.faults().length, 1);
    assert.deepEqual(bench.state.get<unknown[]>('connections')?.[0], strange);
  });
});
