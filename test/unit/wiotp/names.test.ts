import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { checkExtensionName, checkId, checkLevel, checkOrg, checkToken } from '../../../src/wiotp/names.ts';

describe('checkId', () => {
  it('takes 1 to 36 letters, digits, hyphens, underscores and dots, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^[A-Za-z0-9._-]{0,40}$/)), (text) => {
        assert.equal(checkId('The ID', text) === undefined, /^[A-Za-z0-9._-]{1,36}$/.test(text));
      }),
    );
  });

  it('names what is wrong', () => {
    assert.match(checkId('The device ID', '') ?? '', /^The device ID is empty/);
    assert.match(checkId('The device ID', 'x'.repeat(37)) ?? '', /37 characters; 36/);
    assert.match(checkId('The device ID', 'a b') ?? '', /must not contain a space/);
    assert.match(checkId('The device ID', 'a:b') ?? '', /":"/);
    assert.match(checkId('The device ID', 'a\u{1f600}') ?? '', /"\u{1f600}"/u);
    assert.match(checkId('The device ID', 'a\n') ?? '', /must not contain/);
  });
});

describe('checkExtensionName', () => {
  it('takes 255 characters of the same alphabet', () => {
    for (const name of ['example-actions_v1.0', 'x'.repeat(255)]) assert.equal(checkExtensionName('The bundle ID', name), undefined);
    assert.match(checkExtensionName('The bundle ID', 'x'.repeat(256)) ?? '', /256 characters; 255/);
    assert.match(checkExtensionName('The action ID', 'a b') ?? '', /^The action ID must not contain a space/);
    assert.match(checkExtensionName('The action ID', '') ?? '', /is empty; it needs 1 to 255/);
  });
});

describe('checkOrg', () => {
  for (const org of ['abc123', 'masdev_1', 'A-b']) it(`takes ${org}`, () => assert.equal(checkOrg(org), undefined));
  for (const org of ['', 'a.b', 'a b', 'a\n', 'ä']) it(`refuses ${JSON.stringify(org)}`, () => assert.match(checkOrg(org) ?? '', /\.$/));
});

describe('checkLevel', () => {
  for (const level of ['status', 'a b', 'ü:$&', '.'])
    it(`takes ${level}`, () => assert.equal(checkLevel('The event ID', level), undefined));
  for (const level of ['', 'a/b', '+', 'a#', 'a\u0000', 'a\u007f', 'a\u0085', '\n', '\ufffe', '\ud800']) {
    it(`refuses ${JSON.stringify(level)} with the close code`, () => assert.match(checkLevel('The event ID', level) ?? '', /276/));
  }
});

describe('checkToken', () => {
  for (const token of ['x', 'MP$08VKz!8rXwnR-Q*', '( ) & %']) it(`takes ${token}`, () => assert.equal(checkToken(token), undefined));
  for (const token of ['', ' x', 'x\n']) it(`refuses ${JSON.stringify(token)}`, () => assert.match(checkToken(token) ?? '', /token/));
  it('never repeats the token', () => assert.doesNotMatch(checkToken(' secret') ?? '', /secret/));
});
