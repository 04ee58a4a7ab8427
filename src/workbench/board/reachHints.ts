import type { ReachHint } from '../../rpc/board/boardContract.ts';

/** What decides whether boards reach a platform on the machine that the extension runs on. */
export interface HostFacts {
  readonly system: NodeJS.Platform;
  /** How VS Code reaches that machine: `ssh-remote`, `wsl`, `dev-container`, `tunnel`, …; absent for a local window. */
  readonly remoteName?: string;
  /** The Windows Subsystem for Linux. */
  readonly isWsl: boolean;
  readonly isContainer: boolean;
}

/** What keeps boards from reaching the platform at these ports, and what helps: only what is so on this machine. */
export function reachHints(facts: HostFacts, ports: readonly number[]): readonly ReachHint[] {
  return hints.filter(({ applies }) => applies(facts)).map(({ hint }) => hint(ports));
}

/** The first address of the virtual machine, as PowerShell passes it on. */
const wslAddress = `"connectaddress=$(((wsl hostname -I) -split ' ')[0])"`;

const hints: readonly { readonly applies: (facts: HostFacts) => boolean; readonly hint: (ports: readonly number[]) => ReachHint }[] = [
  {
    applies: ({ system }) => system === 'win32',
    hint: (ports) => ({
      title: 'Windows’ firewall',
      text:
        'Windows asks once whether other machines may reach the platform; who said no, or was not asked, has to allow it. ' +
        'In a PowerShell that runs as administrator, for networks that are marked as private:',
      command:
        `New-NetFirewallRule -DisplayName 'Device Workbench' -Direction Inbound -Profile Private -Protocol TCP ` +
        `-LocalPort ${ports.join(',')} -Action Allow`,
    }),
  },
  {
    applies: ({ isWsl }) => isWsl,
    hint: (ports) => ({
      title: 'WSL’s own network',
      text:
        'The platform runs in WSL, behind an address translation: boards reach Windows, not WSL. Either set networkingMode=mirrored ' +
        'in .wslconfig, or let Windows pass the ports on, in a PowerShell that runs as administrator; its firewall has to allow them too. ' +
        'The board then connects to the address of Windows.',
      command: ports.map((port) => `netsh interface portproxy add v4tov4 listenport=${port} connectport=${port} ${wslAddress}`).join('\n'),
    }),
  },
  {
    applies: ({ isContainer }) => isContainer,
    hint: (ports) => ({
      title: 'Container',
      text:
        'The platform runs in a container: boards reach only ports that the container publishes, at the address of the machine that ' +
        'runs it. Ports that VS Code forwards listen on that machine alone. Start the container with these options, or put the ports ' +
        'into appPort of devcontainer.json:',
      command: ports.map((port) => `-p ${port}:${port}`).join(' '),
    }),
  },
  {
    applies: ({ remoteName }) => remoteName === 'ssh-remote',
    hint: (ports) => ({
      title: 'SSH',
      text:
        'The platform runs on the remote machine, and boards have to reach that one. Where they only reach the machine in front of you, ' +
        'let it pass the ports on, with the platform on loopback there; the board then connects to this machine’s address:',
      command: `ssh -N ${ports.map((port) => `-L 0.0.0.0:${port}:127.0.0.1:${port}`).join(' ')} user@remote-machine`,
    }),
  },
  {
    applies: ({ remoteName }) => remoteName === 'tunnel' || remoteName === 'codespaces',
    hint: () => ({
      title: 'Remote machine',
      text:
        'The platform runs on the remote machine, which boards on your network do not reach. Open the workspace on this machine ' +
        'instead, or run "wiotp platform" here and attach to it.',
    }),
  },
];
