import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { profilesForm } from '../../../../../scripts/generate/schemas/profilesForm.ts';
import { profileSnippets } from '../../../../../scripts/generate/schemas/profileSnippets.ts';
import { replySnippets } from '../../../../../scripts/generate/schemas/replySnippets.ts';
import { workbenchSchemas } from '../../../../../scripts/generate/schemas/workbenchSchemas.ts';
import { lintWorkbenchFile } from '../../../../../src/profiles/check/lintWorkbenchFile.ts';
import { defaultLintOptions } from '../../../../../src/lint/options.ts';
import { knownMembers } from '../../../../../src/profiles/shared/fileMembers.ts';
import { answeredKinds } from '../../../../../src/replies/answerMode.ts';
import { kindNamed } from '../../../../../src/wiotp/catalog.ts';
import { JsonService } from './jsonService.ts';

const schemas = workbenchSchemas();
const replies = new JsonService(schemas.get('replies') ?? {});
const profiles = new JsonService(schemas.get('profiles') ?? {});

describe('the schema of each file', () => {
  for (const [type, schema] of schemas) {
    it(`has the beginning of ${type}.json`, async () => {
      const [whole] = await new JsonService(schema).complete('|');
      assert.equal(whole?.textEdit?.newText, `{\n\t"${type}": [\n\t\t$1\n\t]\n}`);
    });
  }
});

describe('the schema of replies', () => {
  it('offers every kind of request that is answered', async () => {
    const labels = (await replies.complete('{ "replies": [{ "on": | }] }')).map(({ label }) => label);
    assert.deepEqual(labels.toSorted(), answeredKinds.map((name) => JSON.stringify(name)).toSorted());
  });

  for (const name of answeredKinds) {
    const codes = kindNamed(name).answer?.codes ?? [];
    it(`offers the codes that answer ${name}, and says what they mean`, async () => {
      const labels = (await replies.complete(`{ "replies": [{ "on": "${name}", "rc": | }] }`)).map(({ label }) => label);
      for (const { rc } of codes) assert.ok(labels.includes(String(rc)), `${rc} among ${labels.join()}`);
      const hover = (await replies.hover(`{ "replies": [{ "on": "${name}", "r|c": 500 }] }`)) ?? '';
      for (const { rc } of codes) assert.ok(hover.includes(`\`${rc}\``), hover);
    });
  }

  it('describes every member, and finds nothing wrong', async () => {
    const text = '{ "replies": [{ "on": "dm.frobnicate", "rc": "many", "delay": -1, "other": true }, 7] }';
    assert.deepEqual(await replies.problems(text), []);
    assert.match((await replies.hover('{ "replies": [{ "de|lay": 1 }] }')) ?? '', /held back, in milliseconds/);
    assert.match((await replies.hover('{ "replies": [{ "when": { "pay|load": {} } }] }')) ?? '', /must have/);
  });

  for (const { label, body } of replySnippets) {
    it(`has a rule to begin with, "${label}", that is right`, () => {
      assert.deepEqual(lint('replies', filled(body)), []);
    });
  }
});

describe('the schema of shared connections', () => {
  it('knows the members that are read, and no others', () => {
    const entry = profilesForm().properties?.['profiles']?.items;
    for (const way of [[], ['tls'], ['manage'], ['manage', 'download'], ['manage', 'deviceInfo']]) {
      const described = way.reduce((form, name) => form?.properties?.[name], entry);
      const known = knownMembers(way);
      assert.ok(described?.properties, way.join('.'));
      if (known !== undefined) assert.deepEqual(Object.keys(described.properties).toSorted(), known.toSorted(), way.join('.'));
    }
  });

  it('describes every member, and finds nothing wrong', async () => {
    assert.deepEqual(await profiles.problems('{ "profiles": [{ "class": "robot", "port": "many", "other": true }, 7] }'), []);
    assert.match((await profiles.hover('{ "profiles": [{ "tls": { "verifyH|ost": false } }] }')) ?? '', /anybody with a certificate/);
    const labels = (await profiles.complete('{ "profiles": [{ "class": | }] }')).map(({ label }) => label);
    assert.deepEqual(labels.toSorted(), ['"application"', '"device"', '"gateway"']);
  });

  for (const { label, body } of profileSnippets) {
    it(`has a connection to begin with, "${label}", that is right`, () => {
      assert.deepEqual(lint('profiles', filled(body)), []);
    });
  }
});

function lint(type: 'profiles' | 'replies', entry: unknown): readonly string[] {
  return lintWorkbenchFile(JSON.stringify({ [type]: [entry] }), { type }, defaultLintOptions).map(({ message }) => message);
}

/** What a snippet inserts when nothing is typed: of choices the first. */
function filled(body: unknown): unknown {
  const json = JSON.stringify(body)
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1');
  return JSON.parse(json.replaceAll(/"\^([^"]*)"/g, '$1'));
}
