import * as vscode from 'vscode';
import { isLoopback } from '../../wiotp/loopback.ts';
import { passwordIn, withoutPassword } from '../../profiles/proxyUrl.ts';

/** The proxy of VS Code's settings, or else of the environment, as it stands there; absent for none. */
function givenProxy(): string | undefined {
  const settings = vscode.workspace.getConfiguration('http');
  if (settings.get<string>('proxySupport') === 'off') return undefined;
  const { env } = process;
  const named = settings.get<string>('proxy') || env['HTTPS_PROXY'] || env['https_proxy'] || env['HTTP_PROXY'] || env['http_proxy'];
  return named === undefined || named === '' ? undefined : named.includes('://') ? named : `http://${named}`;
}

/** The proxy without its password, which never leaves the settings but for the proxy. */
export function editorProxy(): string | undefined {
  const proxy = givenProxy();
  return proxy === undefined ? undefined : withoutPassword(proxy);
}

/** The password that stands in the address of the proxy. */
export function editorProxyPassword(): string | undefined {
  const proxy = givenProxy();
  return proxy === undefined ? undefined : passwordIn(proxy);
}

/** Whether VS Code's settings or the environment have connections to a host go past the proxy. This machine always is. */
export function goesPastProxy(host: string): boolean {
  if (isLoopback(host)) return true;
  const { env } = process;
  const named = vscode.workspace.getConfiguration('http').get<readonly string[]>('noProxy') ?? [];
  const hosts = named.length > 0 ? named : (env['NO_PROXY'] ?? env['no_proxy'] ?? '').split(',');
  const name = host.toLowerCase();
  return hosts
    .map((one) =>
      one
        .trim()
        .toLowerCase()
        .replace(/:\d+$/, '')
        .replace(/^\*?\./, ''),
    )
    .some((one) => one === '*' || (one !== '' && (name === one || name.endsWith(`.${one}`))));
}
