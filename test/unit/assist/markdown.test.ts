import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeSpan, escapeMarkdown, sentence } from '../../../src/assist/markdown.ts';

describe('Markdown', () => {
  it('shows text as it is', () => {
    assert.equal(
      escapeMarkdown('[a](b) <c> `d` *e* _f_ ![g](h) &lt; |'),
      '\\[a\\]\\(b\\) \\<c\\> \\`d\\` \\*e\\* \\_f\\_ \\!\\[g\\]\\(h\\) \\&lt; \\|',
    );
  });

  it('makes no link of an address', () => {
    assert.equal(escapeMarkdown('http://a.b www.a.b a@b.c'), 'http\\://a\\.b www\\.a\\.b a@b\\.c');
  });

  it('shows code as it is, backticks and line ends too', () => {
    assert.equal(codeSpan('iotdm-1/#'), '`iotdm-1/#`');
    assert.equal(codeSpan('a`b``c'), '``` a`b``c ```');
    assert.equal(codeSpan('a\nb\u2028c\u0000'), '` a b c  `');
    assert.equal(codeSpan(''), '`  `');
  });

  it('makes sentences', () => {
    assert.equal(sentence('the device is managed now'), 'The device is managed now.');
    assert.equal(sentence('Done.'), 'Done.');
  });
});
