import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { redactor } from '../../../../src/engine/secrets/redact.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what the other side says', () => {
  const token = 'p4ss/w+rd ü"x';
  const redact = redactor([token, undefined, '', 'abc']);
  const cases: readonly (readonly [what: string, text: string, redacted: string])[] = [
    ['as it is', `bad token ${token}!`, 'bad token •••!'],
    ['in capitals', `bad token ${token.toUpperCase()}!`, 'bad token •••!'],
    ['as part of a URL', `/login?t=${encodeURIComponent(token)}&x`, '/login?t=•••&x'],
    ['as a form has it', `t=${new URLSearchParams([['t', token]]).toString().slice(2)}&x`, 't=•••&x'],
    ['as JSON', `{"t":${JSON.stringify(token)}}`, '{"t":"•••"}'],
    ['as the head of an HTTP answer is read', `407 ${Buffer.from(token).toString('latin1')}`, '407 •••'],
    ['as Base64', `Basic ${base64(token)}.`, 'Basic •••.'],
    ['as Base64 for URLs', `t=${Buffer.from(token).toString('base64url')}.`, 't=•••.'],
    ['twice', `${token}${token}`, '••••••'],
    ['short, on its own', 'wrong: "abc", abcd', 'wrong: "•••", abcd'],
    ['not at all', 'not authorised', 'not authorised'],
  ];
  for (const [what, text, redacted] of cases) {
    it(`shows no secret ${what}`, () => assert.equal(redact(text), redacted));
  }

  it('is left alone without secrets', () => assert.equal(redactor([undefined, '', ' '])('some text'), 'some text'));

  it('shows no secret with a line break behind it that the other side left out', () => {
    assert.equal(redactor(['secret-token\n'])('no secret-token here'), 'no ••• here');
  });

  it('shows no secret of any kind, nor the login that it is part of', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 60 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(secret, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (hidden, user, around) => {
        const hide = redactor([hidden]);
        assert.ok(!hide(`${around}${hidden}${around}`).includes(hidden) || around.includes(hidden) || '•••'.includes(hidden));
        const login = base64(`${user}:${hidden}`);
        // Of the secret's bytes two at either end may be left, of which nobody can make more.
        const shown = hide(`Basic ${login}`);
        assert.match(shown, /•••/);
        assert.ok(!Buffer.from(shown.slice('Basic '.length), 'base64').toString().includes(hidden));
      }),
    );
  });

  it('is read quickly, however long it is', () => {
    const begun = performance.now();
    redactor(['a'.repeat(200), 'b'.repeat(200)])('a'.repeat(1_000_000));
    redactor(['secret-token'])('c2VjcmV0'.repeat(100_000));
    assert.ok(performance.now() - begun < 5_000);
  });
});
