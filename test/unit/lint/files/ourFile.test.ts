import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindOfFileName } from '../../../src/lint/fileKind.ts';
import { catalog } from '../../../src/wiotp/catalog.ts';
import { isDeviceManagement } from '../../../src/wiotp/kind.ts';

const others = [
  'dm.manage.json',
  'schemas/dm.manage.json',
  'a.dm.manage.jsonc',
  'a.dm.manage.json.bak',
  'a.dm.Manage.json',
  'a.dm.reset.json',
  'a.dm.json',
  'a.dm.manage.json/b.json',
  'device.event.json',
  'a.device.event.json',
  'a.connection.open.json',
  'package.json',
  '',
];

describe('kindOfFileName', () => {
  it('knows *.dm.<name>.json for every Device Management kind, as a name and as a path', () => {
    for (const kind of catalog.filter(isDeviceManagement)) {
      for (const path of [`a.${kind.name}.json`, `/x.y/a b.${kind.name}.json`, `C:\\x\\a.${kind.name}.json`]) {
        assert.equal(kindOfFileName(path), kind, path);
      }
    }
  });

  it('knows no other file', () => {
    for (const path of others) assert.equal(kindOfFileName(path), undefined, path);
  });
});
