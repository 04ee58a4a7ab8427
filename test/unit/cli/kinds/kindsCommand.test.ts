import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { genericKinds } from '../../../../src/wiotp/genericKinds.ts';
import { runInProcess } from '../../../support/cli/runInProcess.ts';

const names = [...catalog, ...genericKinds].map(({ name }) => name);

interface Entry {
  readonly name: string;
  readonly topic: string | null;
  readonly call: string | null;
  readonly members: { path: string; text: string }[];
  readonly answers: string[];
}

async function json<T>(...args: readonly string[]): Promise<T> {
  const { code, out, err } = await runInProcess(['kinds', '--json', ...args]);
  assert.deepEqual([code, err, out.indexOf('\n')], [0, '', out.length - 1]);
  return JSON.parse(out) as T;
}

describe('wiotp kinds', () => {
  test('lists every kind with its way, its topic or call, and its title', async () => {
    const { out, code } = await runInProcess(['kinds']);
    const lines = out.trimEnd().split('\n');
    assert.deepEqual([lines.map((line) => line.split(' ')[0]), code], [names, 0]);
    for (const [at, { topic, call, title, sender, receiver }] of catalog.entries()) {
      for (const part of [topic ?? call ?? '-', title, `${sender} → ${receiver}`]) assert.ok(lines[at]!.includes(part), lines[at]);
    }
  });

  test('lists them as JSON, where what does not apply is null', async () => {
    const { kinds } = await json<{ kinds: Entry[] }>();
    assert.deepEqual(
      kinds.map(({ name }) => name),
      names,
    );
    for (const kind of kinds) {
      assert.deepEqual(Object.keys(kind), ['name', 'title', 'summary', 'sender', 'receiver', 'direction', 'topic', 'call']);
    }
  });
});

describe('wiotp kinds KIND', () => {
  for (const name of names) {
    test(`shows all about ${name}`, async () => {
      const { out, code } = await runInProcess(['kinds', name]);
      assert.equal(code, 0);
      assert.ok(out.startsWith(`${name}: `));
      assert.match(out, /\nExamples\n {2}\S/);
      const entry = await json<Entry>(name);
      assert.equal(entry.name, name);
      for (const { path, text } of entry.members) {
        assert.ok(out.includes(`  ${path} `), path);
        assert.doesNotMatch(text, /\n|`|\\[.#-]/);
      }
    });
  }

  test('knows members inside members, and what is answered', async () => {
    const { members, answers } = await json<Entry>('dm.manage');
    const paths = members.map(({ path }) => path);
    for (const path of ['d', 'd.lifetime', 'd.supports.deviceActions', 'd.supports.{name}', 'reqId']) assert.ok(paths.includes(path), path);
    assert.deepEqual(answers, []);
    const observe = await json<Entry>('dm.observe');
    assert.ok(observe.members.some(({ path }) => path === 'd.fields[].field'));
    assert.ok((await json<Entry>('dm.serverResponse')).answers.includes('dm.manage'));
  });

  for (const [args, said] of [
    [['dm.manag'], /There is no kind "dm\.manag"\. Is dm\.manage meant\? wiotp kinds lists all\./],
    [['constructor'], /There is no kind "constructor"\./],
    [['dm.manage', 'dm.reboot'], /One kind at a time/],
    [['--jsn'], /no option --jsn\. Is --json meant\?/],
  ] as const) {
    test(`"wiotp kinds ${args.join(' ')}" is wrong usage`, async () => {
      const { code, out, err } = await runInProcess(['kinds', ...args]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, said);
    });
  }
});
