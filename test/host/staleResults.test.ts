import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { Diagnostics } from '../../src/editor/problems/diagnostics.ts';
import { DocumentChoices } from '../../src/editor/files/documentChoices.ts';
import type { Problem } from '../../src/lint/problem.ts';
import { Bin } from '../../src/workbench/bin.ts';
import { until } from '../support/until.ts';
import { failed, mementoInMemory } from './support/featuresAlone.ts';
import { problemsOf } from './support/problems.ts';
import { openText } from './support/sample.ts';

/** A check by the user's own schemas that waits to be answered. */
interface Waiting {
  readonly text: string;
  answer(problems: readonly Problem[]): void;
}

describe('a result that comes late', () => {
  it('is dropped when the text has changed meanwhile, and only then the new text is checked', async () => {
    const bin = new Bin();
    const waiting: Waiting[] = [];
    const check = (_topic: string, text: string): Promise<readonly Problem[]> =>
      text.includes('late') ? new Promise((answer) => waiting.push({ text, answer })) : Promise.resolve([]);
    const choices = bin.add(new DocumentChoices(mementoInMemory(), failed));
    const diagnostics = bin.add(new Diagnostics(choices, { check, onChange: bin.add(new vscode.EventEmitter<void>()).event }, failed));
    try {
      const document = await openText('late.json', '{ "late": 1 }');
      await choices.choose(document.uri, 'iot-2/evt/status/fmt/json');
      diagnostics.start();
      const first = await until('the first check', () => waiting[0]);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 3, 0, 7), 'later');
      await vscode.workspace.applyEdit(edit);
      for (const name of ['a', 'b']) await choices.choose(document.uri, `iot-2/evt/${name}/fmt/json`);
      // What is promised is kept in turns of the event loop, so after one a second check would have begun.
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(waiting.length, 1, 'one check at a time');
      first.answer([problem('old')]);
      const second = await until('the second check', () => waiting[1]);
      assert.match(second.text, /later/);
      assert.deepEqual(messages(vscode.languages.getDiagnostics(document.uri)), []);
      second.answer([problem('new')]);
      assert.deepEqual(messages(await problemsOf(document)), ['new']);
    } finally {
      bin.dispose();
    }
  });
});

function problem(message: string): Problem {
  return { rule: 'own/payload', severity: 'warning', message, range: { start: 0, end: 1 } };
}

function messages(problems: readonly vscode.Diagnostic[]): string[] {
  return problems.map(({ message }) => message);
}
