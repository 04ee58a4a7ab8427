import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { Connection } from '../../src/workbench/connections/connections.ts';
import { changedConnections } from '../../src/workbench/connections/tree/changedConnections.ts';
import { connectionItem } from '../../src/workbench/connections/tree/connectionItem.ts';
import { faultItem } from '../../src/workbench/connections/tree/faultItem.ts';
import { anyProfile, anySession } from './support/connectionBench.ts';

const unverified = { verifyChain: false, verifyHost: true };

function connection(more: Partial<Connection> = {}): Connection {
  return { profile: anyProfile({ transport: 'tls' }), session: undefined, resolved: undefined, ...more };
}

describe('the row of a connection', () => {
  const insecure = anyProfile({ transport: 'tls', tls: unverified });
  const marks: readonly (readonly [string, Partial<Connection>, boolean])[] = [
    ['a secure profile', {}, false],
    ['an insecure profile', { profile: insecure }, true],
    ['an insecure session whose profile was mended since', { session: anySession(), opened: insecure }, true],
    [
      'a secure session whose profile was weakened since',
      { profile: insecure, session: anySession(), opened: anyProfile({ transport: 'tls' }) },
      false,
    ],
  ];
  for (const [name, more, isMarked] of marks) {
    it(`${isMarked ? 'marks' : 'does not mark'} ${name}`, () => {
      assert.equal(descriptionOf(more).startsWith('insecure'), isMarked);
    });
  }

  it('says before Connect that a profile cannot be connected', () => {
    const broken = anyProfile({ org: 'not an organisation' });
    assert.match(descriptionOf({ profile: broken }), /cannot be connected as it is$/);
    assert.match(descriptionOf({ profile: broken, session: anySession() }), /connected$/);
  });

  it('calls an application without an API key complete enough: the key is asked for', () => {
    const client = { sender: 'application', apiKey: '', appId: 'app', shared: false } as const;
    assert.doesNotMatch(descriptionOf({ profile: anyProfile({ client }) }), /cannot be connected/);
    assert.match(descriptionOf({ profile: anyProfile({ client, org: 'not an organisation' }) }), /cannot be connected/);
  });

  it('knows whether it can be moved', () => {
    const [one, two, three] = ['1', '2', '3'].map((id) => connection({ profile: anyProfile({ id }) }));
    assert.ok(one && two && three);
    const shared = connection({ profile: anyProfile({ id: '4' }), shared: { name: 'f', path: '/f', uri: vscode.Uri.file('/f') } });
    const all = [one, two, three, shared];
    const ends = all.map((each) => (connectionItem(each, false, all).contextValue ?? '').match(/\b(?:first|last)\b/g));
    assert.deepEqual(
      ends.map((found) => found?.join(' ')),
      ['first', undefined, 'last', undefined],
    );
    assert.match(connectionItem(one, false, [one]).contextValue ?? '', /\bfirst last$/);
  });

  function descriptionOf(more: Partial<Connection>): string {
    const shown = connection(more);
    return String(connectionItem(shown, false, [shown]).description);
  }
});

describe('drawing connections anew', () => {
  const one = connection({ profile: anyProfile({ id: '1' }), session: anySession({ id: '1' }) });
  const two = connection({ profile: anyProfile({ id: '2' }) });
  const busy = { ...one, session: anySession({ id: '1', waiting: 1 }) };
  const cases: readonly (readonly [string, readonly Connection[], readonly Connection[], readonly string[] | undefined])[] = [
    ['nothing when nothing changed', [one, two], structuredClone([one, two]), []],
    ['only the one that changed', [one, two], [busy, two], ['1']],
    ['all when one comes', [one], [one, two], undefined],
    ['all when one goes', [one, two], [one], undefined],
    ['all when they change places', [one, two], [two, one], undefined],
    ['all when one begins to have rows', [one, two], [one, { ...two, session: anySession({ id: '2' }) }], undefined],
  ];
  for (const [name, before, now, ids] of cases) it(`draws ${name}`, () => assert.deepEqual(changedConnections(before, now), ids));
});

describe('the row of a profiles file with a fault', () => {
  it('says where and why, and opens the file there', () => {
    const uri = vscode.Uri.file('/work');
    const file = vscode.Uri.joinPath(uri, '.wiotp', 'profiles.json');
    const fault = { folder: { name: 'work', path: '/work', uri }, file, message: 'It is no JSON.', line: 2, character: 4 };
    const item = faultItem({ node: 'fault', id: String(file), fault });
    assert.equal(item.description, 'work · line 3 · It is no JSON.');
    assert.match(item.accessibilityInformation?.label ?? '', /It is no JSON\./);
    assert.equal(item.command?.command, 'vscode.open');
    assert.deepEqual(item.command.arguments?.[0], file);
    const place = new vscode.Position(2, 4);
    assert.deepEqual(item.command.arguments?.[1], { selection: new vscode.Range(place, place) });
  });
});
