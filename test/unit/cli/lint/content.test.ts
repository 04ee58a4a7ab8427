import assert from 'node:assert/strict';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, runInProcess } from '../../../support/cli/runInProcess.ts';

interface File {
  readonly kind: string | null;
  readonly problems: { rule: string; message: string; line: number; column: number; endLine: number; endColumn: number }[];
}

async function problemsOf(
  t: Parameters<typeof folderWith>[0],
  name: string,
  content: string | Uint8Array,
  args: readonly string[] = [],
): Promise<File> {
  const { out } = await runInProcess(['lint', '--json', name, ...args], { folder: folderWith(t, { [name]: content }) });
  return (JSON.parse(out) as { files: File[] }).files[0]!;
}

function places({ problems }: File): readonly string[] {
  return problems.map(({ rule, line, column, endLine, endColumn }) => `${rule} ${line}:${column}-${endLine}:${endColumn}`);
}

describe('bytes', () => {
  test('a byte order mark is what it is on the wire: no JSON', async (t) => {
    const { problems } = await problemsOf(t, 'a.dm.manage.json', '\uFEFF{"reqId": "1"}');
    assert.deepEqual([problems[0]!.rule, problems[0]!.line, problems[0]!.column], ['json/syntax', 1, 1]);
    assert.match(problems[0]!.message, /byte order mark/);
  });

  test('the first byte that is not UTF-8 is shown', async (t) => {
    const latin1 = Buffer.concat([Buffer.from('{"reqId": "1",\n "d": {"x": "ä😀'), Buffer.from([0xe4]), Buffer.from('"}}')]);
    assert.deepEqual(places(await problemsOf(t, 'a.dm.manage.json', latin1)), ['json/encoding 2:17-2:18']);
  });

  for (const [name, bytes] of [
    ['with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{}', 'utf16le')])],
    ['without one', Buffer.from('{}', 'utf16le')],
  ] as const) {
    test(`UTF-16 ${name} is named`, async (t) => {
      const { problems } = await problemsOf(t, 'a.dm.unmanage.json', bytes);
      assert.equal(problems.length, 1);
      assert.deepEqual([problems[0]!.rule, problems[0]!.line, problems[0]!.column], ['json/encoding', 1, 1]);
      assert.match(problems[0]!.message, /^This is UTF-16/);
    });
  }

  test('a payload in another format may be anything', async (t) => {
    const file = await problemsOf(t, 'a.bin', Uint8Array.from([0xff, 0xfe, 0, 1]), ['--topic', 'iot-2/evt/image/fmt/jpg']);
    assert.deepEqual(file, { path: 'a.bin', kind: 'device.event', problems: [] });
  });

  test('a transcript that is not UTF-8 says so, and its byte order mark is nobody’s business', async (t) => {
    const minimal = '{"steps": []}';
    const wrong = await problemsOf(t, 'a.wiotp.json', Buffer.concat([Buffer.from(minimal), Buffer.from([0xe4])]));
    assert.deepEqual(places(wrong), ['json/encoding 1:14-1:15']);
    const plain = places(await problemsOf(t, 'a.wiotp.json', minimal));
    assert.deepEqual(places(await problemsOf(t, 'a.wiotp.json', `\uFEFF${minimal}`)), plain);
  });
});

describe('hostile content', () => {
  for (const [name, content] of [
    ['10,000 levels', `{"d":${'['.repeat(10_000)}${']'.repeat(10_000)}, "reqId": "1"}`],
    ['10,000 levels that do not end', '['.repeat(10_000)],
    ['an own __proto__', '{"__proto__": {"lifetime": 1}, "d": {"__proto__": 5}, "reqId": "1"}'],
    ['lone surrogates', '{"reqId": "\\ud800", "d": {"\ud800": 1}}'],
    ['megabytes', `{"reqId": "1", "d": {"metadata": {"x": "${'x'.repeat(3_000_000)}"}}}`],
    ['nothing', ''],
    ['zeroes', '\0\0\0\0'],
  ] as const) {
    for (const file of ['a.dm.manage.json', 'a.wiotp.json', 'a.wiotp.jsonl']) {
      test(`${name} in ${file}`, async (t) => {
        const { problems } = await problemsOf(t, file, content);
        for (const { line, column, endLine, endColumn } of problems) {
          assert.ok(line >= 1 && column >= 1 && (endLine > line || (endLine === line && endColumn >= column)));
        }
      });
    }
  }

  test('what a name or a message contains cannot drive the terminal', { skip: process.platform === 'win32' }, async (t) => {
    const name = '\u001b[2J\n\u009b1m.dm.manage.json';
    const { out } = await runInProcess(['lint', name], { folder: folderWith(t, { [name]: '{"d": {"lifetime": 60}, "reqId": "1"}' }) });
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    assert.doesNotMatch(out.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f]/);
    assert.equal(out.split('\n').length, 3);
  });
});

describe('transcripts', () => {
  const message = (lifetime: number) => ({ topic: 'iotdevice-1/mgmt/manage', payload: { d: { lifetime }, reqId: '1' } });
  const wrong = message(60);

  test('are checked with what they include, relative to themselves', async (t) => {
    const outer = { device: { typeId: 't', deviceId: 'd' }, starts: 'connected', steps: [{ include: './parts/inner.wiotp.json' }] };
    const folder = folderWith(t, {
      'x/outer.wiotp.json': JSON.stringify(outer),
      'x/parts/inner.wiotp.json': JSON.stringify({ steps: [wrong] }),
    });
    const { out } = await runInProcess(['lint', '--json', 'x/outer.wiotp.json'], { folder });
    const { files } = JSON.parse(out) as { files: File[] };
    assert.equal(files[0]!.kind, 'transcript');
    assert.ok(!files[0]!.problems.some(({ rule }) => rule === 'transcript/include'), out);
  });

  test('an include that cannot be read, or that is no file, is a problem of the transcript', async (t) => {
    for (const path of ['./gone.wiotp.json', '.', '/dev/zero']) {
      const { problems } = await problemsOf(t, 'a.wiotp.json', JSON.stringify({ steps: [{ include: path }] }));
      assert.ok(
        problems.some(({ rule }) => rule === 'transcript/include'),
        path,
      );
    }
  });

  test('why an include that is there is not read is said', async (t) => {
    const folder = folderWith(t, { 'a.wiotp.json': JSON.stringify({ steps: [{ include: './b.wiotp.json' }] }), 'b.wiotp.json': '' });
    truncateSync(join(folder, 'b.wiotp.json'), 64 * 1024 * 1024 + 1);
    const { code, err } = await runInProcess(['lint', 'a.wiotp.json'], { folder });
    assert.equal(code, 1);
    assert.equal(err, 'b.wiotp.json: it has 67108865 bytes; at most 67108864 are read\n');
  });

  for (const [title, include, settings, isRead] of [
    ['beside their folder in that of the settings are read', '../common.wiotp.json', 'all', true],
    ['outside the folder of the settings are refused', '../common.wiotp.json', 'all/x', false],
    ['in the folder where the command runs are read when there are no settings', '../common.wiotp.json', undefined, true],
    ['outside the folder where the command runs are refused', '../../common.wiotp.json', undefined, false],
    ['that a link leads out of the folder are refused', './link.wiotp.json', undefined, false],
  ] as const) {
    test(`includes ${title}`, async (t) => {
      const common = JSON.stringify({ steps: [wrong] });
      const folder = folderWith(t, {
        'common.wiotp.json': common,
        'all/common.wiotp.json': common,
        'all/x/a.wiotp.json': JSON.stringify({ starts: 'connected', steps: [{ include }] }),
        ...(settings === undefined ? {} : { [`${settings}/.vscode/settings.json`]: '{}' }),
      });
      symlinkSync('../../common.wiotp.json', join(folder, 'all/x/link.wiotp.json'));
      const { out, err } = await runInProcess(['lint', '--json', 'x/a.wiotp.json'], { folder: join(folder, 'all') });
      const { files } = JSON.parse(out) as { files: File[] };
      assert.equal(!files[0]!.problems.some(({ rule }) => rule === 'transcript/include'), isRead, out);
      if (isRead) assert.equal(err, '');
      else assert.match(err, /outside .*; transcripts include files from there only/);
    });
  }

  test('a file that includes itself ends', async (t) => {
    const { problems } = await problemsOf(t, 'a.wiotp.json', JSON.stringify({ steps: [{ include: './a.wiotp.json' }] }));
    assert.ok(problems.some(({ rule }) => rule === 'transcript/include'));
  });

  test('come on standard input in both forms', async () => {
    const step = JSON.stringify(wrong);
    for (const [input, line] of [
      [`{"steps": [\n${step}]}`, 2],
      [`{}\n\n${step}\n`, 3],
    ] as const) {
      const { out } = await runInProcess(['lint', '--json', '--kind', 'transcript', '-'], { input });
      const { files } = JSON.parse(out) as { files: File[] };
      assert.ok(
        files[0]!.problems.some((problem) => problem.rule === 'dm/lifetime' && problem.line === line),
        out,
      );
    }
  });
});
