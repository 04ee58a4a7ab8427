import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { Diagnostics } from '../../src/editor/problems/diagnostics.ts';
import { DocumentChoices } from '../../src/editor/files/documentChoices.ts';
import type { Problem } from '../../src/lint/problem.ts';
import { Bin } from '../../src/workbench/bin.ts';
import { until } from '../support/until.ts';
import { mementoInMemory } from './support/featuresAlone.ts';
import { problemsOf } from './support/problems.ts';
import { openText } from './support/sample.ts';

/** A check by the user's own schemas that waits to be answered. */
interface Waiting {
  readonly text: string;
  answer(problems: readonly Problem[]): void;
}

describe('a result that comes late', () => {
  it('is dropped when the text has changed meanwhile', async () => {
    const bin = new Bin();
    const waiting: Waiting[] = [];
    const check = (_topic: string, text: string): Promise<readonly Problem[]> => new Promise((answer) => waiting.push({ text, answer }));
    const choices = bin.add(new DocumentChoices(mementoInMemory()));
    const diagnostics = bin.add(new Diagnostics(choices, { check, onChange: bin.add(new vscode.EventEmitter<void>()).event }));
    try {
      const document = await openText('late.json', '{ "first": 1 }');
      await choices.choose(document.uri, 'iot-2/evt/status/fmt/json');
      diagnostics.start();
      const first = await until('the first check', () => waiting[0]);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 3, 0, 8), 'second');
      await vscode.workspace.applyEdit(edit);
      const second = await until('the second check', () => waiting.find(({ text }) => text.includes('second')));
      second.answer([problem('new')]);
      assert.deepEqual(messages(await problemsOf(document)), ['new']);
      first.answer([problem('old')]);
      // What is promised is kept in turns of the event loop, so after one the late result has had its chance.
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(messages(vscode.languages.getDiagnostics(document.uri)), ['new']);
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
