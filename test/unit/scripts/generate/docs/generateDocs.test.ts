import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messagesPage } from '../../../../../scripts/generate/docs/messagesPage.ts';
import { rulesPage } from '../../../../../scripts/generate/docs/rulesPage.ts';
import { ruleAnchor, rules } from '../../../../../src/lint/rules.ts';
import { catalog } from '../../../../../src/wiotp/catalog.ts';

for (const [name, page] of [
  ['docs/rules.md', rulesPage()],
  ['docs/messages.md', messagesPage()],
] as const) {
  describe(name, () => {
    it('has a heading for every link, once', () => {
      const anchors = headingsOf(page).map(anchorOf);
      const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, link = '']) => link);
      assert.ok(links.length > 0);
      assert.equal(new Set(anchors).size, anchors.length);
      assert.deepEqual(
        links.filter((link) => !anchors.includes(link)),
        [],
      );
    });
  });
}

describe('docs/rules.md', () => {
  it('describes every rule where its problems link to', () => {
    const anchors = headingsOf(rulesPage()).map(anchorOf);
    for (const rule of Object.keys(rules)) assert.ok(anchors.includes(ruleAnchor(rule)), rule);
  });
});

describe('docs/messages.md', () => {
  const page = messagesPage();

  it('has a section for every kind, with its topic or call and what is wrong with its invalid examples', () => {
    for (const { name, topic, call, invalid } of catalog) {
      assert.ok(page.includes(`(\`${name}\`)\n`), name);
      assert.ok(topic === undefined || page.includes(`- Topic: \`${topic}\``), name);
      assert.ok(call === undefined || page.includes(`- Call: \`${call}\``), name);
      for (const { why } of invalid) assert.ok(page.includes(`Wrong, because ${why}:`), name);
    }
  });

  it('lists members inside objects, in lists and for one attribute only, with type and need', () => {
    for (const row of [
      '| `d.lifetime` | integer, 0 or at least 3600 | no |',
      '| `d.supports.{bundleId}` | boolean | no |',
      '| `d.latitude` | number, -90 to 90 | yes |',
      '| `d.severity` | integer: 0, 1, 2 | yes |',
      '| `d.fields[].field` | string | yes |',
      '| `mgmt.firmware.uri` | string | no |',
    ]) {
      assert.ok(page.includes(row), row);
    }
  });
});

function headingsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
}

/** What GitHub makes of a heading for the address. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}
