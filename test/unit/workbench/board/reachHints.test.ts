import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reachHints, type HostFacts } from '../../../../src/workbench/board/reachHints.ts';

const plainLinux: HostFacts = { system: 'linux', isWsl: false, isContainer: false };

const cases: readonly (readonly [name: string, facts: Partial<HostFacts>, titles: readonly string[]])[] = [
  ['Linux', {}, []],
  ['macOS', { system: 'darwin' }, []],
  ['Windows', { system: 'win32' }, ['Windows’ firewall']],
  ['WSL', { isWsl: true, remoteName: 'wsl' }, ['WSL’s own network']],
  ['a container', { isContainer: true }, ['Container']],
  ['a container in WSL', { isContainer: true, isWsl: true, remoteName: 'dev-container' }, ['WSL’s own network', 'Container']],
  ['a machine over SSH', { remoteName: 'ssh-remote' }, ['SSH']],
  ['Windows over SSH', { remoteName: 'ssh-remote', system: 'win32' }, ['Windows’ firewall', 'SSH']],
  ['a machine over a tunnel', { remoteName: 'tunnel' }, ['Remote machine']],
  ['a codespace', { remoteName: 'codespaces', isContainer: true }, ['Container', 'Remote machine']],
];

describe('what boards need to reach the platform', () => {
  for (const [name, facts, titles] of cases) {
    it(`on ${name}: ${titles.length === 0 ? 'nothing' : titles.join(', ')}`, () => {
      const hints = reachHints({ ...plainLinux, ...facts }, [1883, 8883]);
      assert.deepEqual(
        hints.map(({ title }) => title),
        titles,
      );
      for (const { text } of hints) assert.match(text, /[.:]$/);
    });
  }

  it('names both ports in its commands', () => {
    const everything = { system: 'win32', isWsl: true, isContainer: true, remoteName: 'ssh-remote' } as const;
    const commands = reachHints(everything, [1883, 50_443]).map(({ command }) => command ?? '');
    assert.equal(commands.length, 4);
    for (const command of commands) assert.match(command, /1883.*50443/s);
  });
});
