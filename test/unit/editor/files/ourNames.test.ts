import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { looksLikeOurs } from '../../../../src/editor/files/ourNames.ts';
import { contentNames } from '../../../../src/lint/files/fileEntries.ts';
import { ourFileOfName, workbenchFileTypes } from '../../../../src/lint/files/ourFile.ts';

describe('a name that looks like ours', () => {
  it('is every name that is ours', () => {
    const ofWorkbench = workbenchFileTypes.map((type) => `/home/me/.wiotp/${type}.json`);
    const names = [
      ...contentNames().map((kind) => `/home/me/a.${kind}.json`),
      '/home/me/b.wiotp.json',
      '/home/me/b.wiotp.jsonl',
      ...ofWorkbench,
    ];
    const ours = names.filter((name) => ourFileOfName(name) !== undefined);
    assert.ok(ours.length > 20 && ofWorkbench.every((name) => ours.includes(name)));
    assert.deepEqual(
      ours.filter((name) => !looksLikeOurs(name)),
      [],
    );
  });

  it('is no name of another file', () => {
    for (const name of ['package.json', 'dm.json', 'a.dm.json', 'wiotp.json', 'a.wiotp.json.bak', 'dm.manage.json5', 'a.dm.manage.jsonl'])
      assert.equal(looksLikeOurs(`/home/me/${name}`), false, name);
  });
});
