import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ourFileOfName, workbenchFileTypes } from '../../../../src/lint/files/ourFile.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { genericKinds } from '../../../../src/wiotp/genericKinds.ts';

const others = [
  'dm.manage.json',
  'schemas/dm.manage.json',
  'a.dm.manage.jsonc',
  'a.dm.manage.json.bak',
  'a.dm.Manage.json',
  'a.dm.reset.json',
  'a.dm.constructor.json',
  'a.dm.json',
  'a.dm.manage.json/b.json',
  'device.event.json',
  'a.device.event.json',
  'a.connection.open.json',
  'wiotp.json',
  'a.wiotp.jsonc',
  'a.wiotp.json/b.json',
  'package.json',
  '.wiotp/constructor.json',
  '.wiotp/platform.json',
  '',
];

/** One file name as a name and as a path on either system. */
function paths(name: string): readonly string[] {
  return [`a.${name}`, `/x.y/a b.${name}`, `C:\\x\\a.${name}`];
}

describe('ourFileOfName', () => {
  it('knows *.dm.<name>.json and *.rest.<name>.json for every such kind and generic kind', () => {
    const named = [...catalog, ...genericKinds].filter(({ name }) => /^(dm|rest)\./.test(name));
    assert.ok(named.length > genericKinds.length);
    for (const kind of named) {
      for (const path of paths(`${kind.name}.json`)) assert.deepEqual(ourFileOfName(path), { type: 'payload', kind }, path);
    }
  });

  it('knows transcripts and their form', () => {
    for (const form of ['json', 'jsonl'] as const) {
      for (const path of paths(`wiotp.${form}`)) assert.deepEqual(ourFileOfName(path), { type: 'transcript', form }, path);
    }
  });

  it('knows the files of the workbench in any folder .wiotp, and only there', () => {
    for (const type of workbenchFileTypes) {
      for (const folder of ['', '/a/', 'a b\\']) assert.deepEqual(ourFileOfName(`${folder}.wiotp/${type}.json`), { type }, folder);
      assert.deepEqual(ourFileOfName(`C:\\.wiotp\\${type}.json`), { type });
      for (const path of [`${type}.json`, `wiotp/${type}.json`, `a.wiotp/${type}.json`, `.wiotp/a/${type}.json`, `.wiotp/${type}.jsonc`])
        assert.equal(ourFileOfName(path), undefined, path);
    }
  });

  it('knows no other file', () => {
    for (const path of others) assert.equal(ourFileOfName(path), undefined, path);
  });
});
