import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CompletionItem } from 'vscode-json-languageservice';
import { generateSchemas } from '../../../scripts/generate/schemas/generateSchemas.ts';
import { conversationKinds } from '../../../src/assist/snippets/kindGroups.ts';
import { kindText } from '../../../src/assist/hover/kindText.ts';
import { topicSnippets } from '../../../src/assist/snippets/topicSnippets.ts';
import { holdsMessages, ourFileOfName, type MessageFile } from '../../../src/lint/files/ourFile.ts';
import { isGeneric } from '../../../src/wiotp/genericKinds.ts';
import { JsonService } from '../scripts/generate/schemas/jsonService.ts';
import { completionsAt, hoverAt, json } from './support.ts';

interface Said {
  readonly label: string;
  readonly documentation: string;
}

describe('completion and hover of ours and of VS Code’s JSON service', () => {
  for (const [path, content] of generateSchemas()) {
    const name = path.replace(/^schemas\//, '');
    // Nobody but VS Code's JSON service describes the files of the workbench.
    if (ourFileOfName(`.wiotp/${name}`) !== undefined) continue;
    const file = ourFileOfName(name === 'transcript.json' ? 'a.wiotp.json' : `a.${name}`);
    assert.ok(file !== undefined && holdsMessages(file), path);
    it(`say the same about every member of ${name}`, async () => {
      const service = new JsonService(JSON.parse(content) as object);
      assert.ok((await compare(service, file, '', '')) > 0);
    });
  }

  it('say the same about the payload of every message in a transcript, and about its topic', async () => {
    const service = new JsonService(JSON.parse(generateSchemas().get('schemas/transcript.json') ?? '') as object);
    for (const kind of conversationKinds) {
      for (const { template } of topicSnippets(kind)) {
        const topic = template.replaceAll(/\{(\w+)\}/g, '$1');
        await compare(service, json, `{ "steps": [{ "topic": "${topic}", "payload": `, ' }] }');
        const marked = `{ "steps": [{ "topic": "${topic}|" }] }`;
        assert.ok(hoverAt(marked, json)?.text.startsWith(kindText(kind)), topic);
        assert.ok((await service.hover(marked))?.includes(kindText(kind)), topic);
      }
    }
  });

  it('offer the same payloads, steps and topics', async () => {
    const service = new JsonService(JSON.parse(generateSchemas().get('schemas/transcript.json') ?? '') as object);
    for (const marked of [
      '{ "steps": [ | ] }',
      '{ "steps": [{ "topic": | }] }',
      '{ "steps": [{ "topic": "iotdm-1/observe", "payload": | }] }',
    ]) {
      const theirs = new Set((await service.complete(marked)).map((item) => item.textEdit?.newText));
      const ours = completionsAt(marked, json).filter(({ sort, detail }) => sort === 'snippet' || detail !== undefined);
      assert.ok(ours.length > 1);
      for (const { label, insert } of ours) assert.ok(theirs.has(insert), `${label} at ${marked}`);
    }
  });
});

const deepest = 4;

/** Compares what is said inside an object, then inside each of its members. Returns how many members there are. */
async function compare(service: JsonService, file: MessageFile, before: string, after: string, depth = 0): Promise<number> {
  const marked = `${before}{ | }${after}`;
  const ours = completionsAt(marked, file).map(({ label, documentation = '' }) => ({ label, documentation }));
  assert.deepEqual(sorted(ours), sorted((await service.complete(marked)).map(said)), marked);
  let count = ours.length;
  for (const { label, documentation } of ours) {
    const key = `${before}{ "${label}|": 0 }${after}`;
    const text = hoverAt(key, file)?.text ?? '';
    // Of a generic kind the hover says what holds for the kind that the payload turns out to be.
    assert.ok(isForGeneric(file) ? documentation.includes(text) : text === documentation, key);
    assert.ok((await service.hover(key))?.includes(documentation), key);
    await compareValues(service, file, `${before}{ "${label}": | }${after}`);
    if (depth === deepest) continue;
    for (const [open, close] of [
      ['', ''],
      ['[', ']'],
    ] as const) {
      count += await compare(service, file, `${before}{ "${label}": ${open}`, `${close} }${after}`, depth + 1);
    }
  }
  for (const field of ours.some(({ label }) => label === 'field') ? ['mgmt.firmware', 'location', 'deviceInfo', 'metadata'] : []) {
    count += await compare(service, file, `${before}{ "field": "${field}", "value": `, ` }${after}`, deepest);
  }
  return count;
}

async function compareValues(service: JsonService, file: MessageFile, marked: string): Promise<void> {
  const ours = completionsAt(marked, file).filter(({ sort }) => sort === 'value');
  const theirs = (await service.complete(marked)).map(said);
  for (const { label, documentation } of ours) {
    // VS Code's service cuts long labels, the first of those that are equal up to there.
    const cut = `${label.slice(0, 57).trim()}...`;
    const same = theirs.find((one) => one.label === label) ?? theirs.find((one) => one.label === cut);
    assert.ok(same, `${label} at ${marked}`);
    if (documentation !== undefined && same.documentation !== '')
      assert.ok(plain(documentation).includes(plain(same.documentation)), marked);
  }
}

function said({ label, documentation = '' }: CompletionItem): Said {
  return { label, documentation: typeof documentation === 'string' ? documentation : documentation.value };
}

function isForGeneric(file: MessageFile): boolean {
  return file.type === 'payload' && isGeneric(file.kind);
}

function sorted(all: readonly Said[]): readonly Said[] {
  return all.toSorted((a, b) => (a.label < b.label ? -1 : 1));
}

function plain(markdown: string): string {
  return markdown.replaceAll('\\', '');
}
