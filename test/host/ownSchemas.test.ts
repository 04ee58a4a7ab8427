import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { isOurs, noProblems, problemsOf, ruleOf } from './support/problems.ts';
import { openText, sampleUri } from './support/sample.ts';
import { withSettings } from './support/settings.ts';

const topic = 'iot-2/evt/room/fmt/json';
const eventFiles = { '**/own*.json': topic };
const numbers = { $schema: 'https://json-schema.org/draft/2020-12/schema', properties: { temperature: { type: 'number' } } };

describe('the user’s own schemas', () => {
  it('check payload files of their topics, and what they find goes with them', async () => {
    await writeSchema('status.schema.json', numbers);
    const document = await openText('own-wrong.json', '{ "temperature": "21" }');
    await withSettings({ files: eventFiles, schemas: { 'iot-2/evt/+/fmt/json': 'status.schema.json' } }, async () => {
      const [problem] = await problemsOf(document, ({ range }) => document.getText(range) === '"21"');
      assert.ok(problem);
      assert.equal(ruleOf(problem), 'own/payload');
      assert.match(problem.message, /status\.schema\.json/);
      await writeSchema('status.schema.json', { properties: { temperature: { type: 'string' } } });
      await noProblems(document);
      await writeSchema('status.schema.json', numbers);
      await problemsOf(document, isOurs);
    });
    await noProblems(document);
  });

  it('have the severity that the user gives their rule', async () => {
    await writeSchema('severity.schema.json', numbers);
    const document = await openText('own-severity.json', '{ "temperature": "21" }');
    const setting = { files: eventFiles, schemas: { [topic]: 'severity.schema.json' }, 'lint.rules': { 'own/payload': 'error' } };
    await withSettings(setting, async () => {
      await problemsOf(document, ({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    });
  });

  it('are blamed in their own files when they are broken', async () => {
    const schema = await openText('broken.schema.json', '{ "type": "nothing" }');
    const document = await openText('own-broken.json', '{ "temperature": 21 }');
    await withSettings({ files: eventFiles, schemas: { [topic]: 'broken.schema.json' } }, async () => {
      const [problem] = await problemsOf(schema, isOurs);
      assert.ok(problem);
      assert.match(ruleOf(problem), /^own\//);
      assert.equal(schema.getText(problem.range), '"nothing"');
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(isOurs), []);
    });
    await noProblems(schema);
  });

  it('are switched off and blamed when they take too long, and the editor goes on', async () => {
    const schema = await openText('slow.schema.json', '{ "properties": { "name": { "pattern": "^(a+)+$" } } }');
    const document = await openText('own-slow.json', `{ "name": "${'a'.repeat(60)}!" }`);
    await withSettings({ files: eventFiles, schemas: { [topic]: 'slow.schema.json' } }, async () => {
      const [problem] = await problemsOf(schema, isOurs);
      assert.equal(problem === undefined ? '' : ruleOf(problem), 'own/schema-slow');
      await problemsOf(await openText('after-slow.dm.manage.json', '{ "d": { "lifetime": 60 }, "reqId": "manage-1" }'), isOurs);
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(isOurs), []);
    });
  });

  it('may appear after the setting that names them', async () => {
    await writeSchema('now.schema.json', { properties: { humidity: { type: 'number' } } });
    const document = await openText('own-missing.json', '{ "temperature": "21", "humidity": "40" }');
    const schemas = { [topic]: 'later.schema.json', 'iot-2/evt/+/fmt/json': 'now.schema.json' };
    await withSettings({ files: eventFiles, schemas }, async () => {
      // All files of the setting are read together, so the one that is missing has been missed by then.
      await problemsOf(document, ({ range }) => document.getText(range) === '"40"');
      await writeSchema('later.schema.json', numbers);
      await problemsOf(document, ({ range }) => document.getText(range) === '"21"');
    });
  });
});

async function writeSchema(name: string, schema: object): Promise<void> {
  await vscode.workspace.fs.writeFile(sampleUri(name), new TextEncoder().encode(JSON.stringify(schema)));
}
