import { OwnedProcess } from '../../support/ownedProcess.ts';
import { until } from '../../support/until.ts';
import type { RemoteControl } from '../../../src/rpc/engineContract.ts';

/** A platform as another machine would run it: in a home of its own, reached by address and key. */
export interface PlatformElsewhere {
  readonly control: RemoteControl;
  dispose(): void;
}

/** Starts one with the `wiotp` program. */
export async function startElsewhere(program: string, home: string): Promise<PlatformElsewhere> {
  const ports = ['--port', '0', '--tls-port', '0'];
  const child = new OwnedProcess(process.execPath, [program, 'platform', '--json', '--attach', ...ports], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, WIOTP_HOME: home, ELECTRON_RUN_AS_NODE: '1' },
  });
  const said = child.output();
  const ready = await until('the platform elsewhere', () => {
    const [line = '', ...more] = said().split('\n');
    return more.length === 0 ? undefined : (JSON.parse(line) as { readonly attach: RemoteControl });
  });
  return { control: ready.attach, dispose: () => void child.stop() };
}
