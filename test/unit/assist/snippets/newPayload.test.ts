import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payloadTemplate, transcriptTemplate } from '../../../../src/assist/snippets/newPayload.ts';
import { plainText } from '../../../../src/assist/snippets/plainText.ts';
import { stepSnippets } from '../../../../src/assist/snippets/stepSnippets.ts';
import { ourFileOfName } from '../../../../src/lint/files/ourFile.ts';
import { defaultLintOptions } from '../../../../src/lint/options.ts';
import { lintFile } from '../../../../src/transcript/lintFile.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { genericKinds } from '../../../../src/wiotp/genericKinds.ts';
import { json } from '../support.ts';

const context = { options: defaultLintOptions, include: () => undefined };

describe('a new payload file', () => {
  for (const kind of [...catalog, ...genericKinds]) {
    it(`of ${kind.name} is right from the start`, () => {
      const { text, snippet } = payloadTemplate(kind);
      assert.deepEqual(JSON.parse(text), kind.examples[0]);
      assert.match(snippet, /\$\{1:/);
      const found = lintFile(text, { type: 'payload', kind }, context).filter(({ severity }) => severity !== 'hint');
      assert.deepEqual(found, []);
    });
  }

  it('has a name that tells its kind, where names do', () => {
    for (const kind of [...catalog, ...genericKinds]) {
      const { name } = payloadTemplate(kind);
      const file = ourFileOfName(name);
      if (kind.name.startsWith('dm.') || kind.name.startsWith('rest.')) assert.ok(file?.type === 'payload' && file.kind === kind, name);
      else assert.equal(file, undefined, name);
    }
    assert.deepEqual(
      ['dm.manage', 'rest.mgmtRequest', 'dm.request', 'device.event', 'app.command'].map((wanted) => {
        const kind = [...catalog, ...genericKinds].find(({ name }) => name === wanted);
        return kind === undefined ? '' : payloadTemplate(kind).name;
      }),
      ['manage.dm.manage.json', 'mgmtRequest.rest.mgmtRequest.json', 'request.dm.request.json', 'event.json', 'command.json'],
    );
  });
});

describe('a new transcript', () => {
  it('is right from the start', () => {
    const { name, text } = transcriptTemplate();
    assert.deepEqual(ourFileOfName(name), json);
    assert.equal((JSON.parse(text) as { steps: unknown[] }).steps.length, 2);
    assert.deepEqual(
      lintFile(text, json, context).filter(({ severity }) => severity !== 'hint'),
      [],
    );
  });

  it('takes every step that is offered', () => {
    for (const { label, insert } of stepSnippets)
      assert.doesNotThrow(() => JSON.parse(plainText(insert).replace('[\n\t\t\n\t]', '[]')), label);
  });
});
