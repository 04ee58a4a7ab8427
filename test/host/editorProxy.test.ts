import assert from 'node:assert/strict';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import { editorProxy, editorProxyPassword, goesPastProxy } from '../../src/workbench/connections/editorProxy.ts';

/** Variables that name proxies, without which every test begins. */
const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'] as const;

interface Given {
  /** Of `http`, in VS Code. */
  readonly settings?: { readonly proxy?: string; readonly proxySupport?: string; readonly noProxy?: readonly string[] };
  readonly environment?: Partial<Record<(typeof variables)[number], string>>;
}

function give(t: TestContext, { settings = {}, environment = {} }: Given): void {
  const configuration = { get: (name: string) => Reflect.get(settings, name) as unknown };
  t.mock.method(vscode.workspace, 'getConfiguration', (section: string) => {
    assert.equal(section, 'http');
    return configuration;
  });
  Object.assign(process.env, environment);
}

describe('the proxy of VS Code', () => {
  beforeEach((t) => {
    const before = variables.map((name) => [name, process.env[name]] as const);
    for (const name of variables) delete process.env[name];
    (t as TestContext).after(() => {
      for (const [name, value] of before)
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    });
  });

  const url = 'http://proxy.example.com:3128';
  for (const [what, given, proxy, password] of [
    ['no setting and no variable', {}, undefined, undefined],
    ['the setting', { settings: { proxy: url } }, url, undefined],
    ['the setting before a variable', { settings: { proxy: url }, environment: { HTTPS_PROXY: 'http://other:1' } }, url, undefined],
    ['an empty setting and a variable', { settings: { proxy: '' }, environment: { https_proxy: url } }, url, undefined],
    ['HTTPS_PROXY before HTTP_PROXY', { environment: { HTTPS_PROXY: url, HTTP_PROXY: 'http://other:1' } }, url, undefined],
    ['a host without a scheme', { settings: { proxy: 'proxy.example.com:3128' } }, url, undefined],
    ['no proxies at all', { settings: { proxy: url, proxySupport: 'off' }, environment: { HTTP_PROXY: url } }, undefined, undefined],
    ['a password', { settings: { proxy: 'http://ann:p%40ss@proxy:80' } }, 'http://ann@proxy:80', 'p@ss'],
  ] as const satisfies readonly (readonly [string, Given, string | undefined, string | undefined])[]) {
    it(`with ${what} is ${proxy ?? 'none'}`, (t) => {
      give(t, given);
      assert.deepEqual([editorProxy(), editorProxyPassword()], [proxy, password]);
    });
  }

  for (const [host, given, isPast] of [
    ['localhost', {}, true],
    ['127.0.0.1', {}, true],
    ['mas.example.com', {}, false],
    ['mas.example.com', { settings: { noProxy: ['example.com'] } }, true],
    ['mas.example.com', { settings: { noProxy: ['*.EXAMPLE.com'] } }, true],
    ['mas.example.com', { settings: { noProxy: ['.example.com:8883'] } }, true],
    ['notexample.com', { settings: { noProxy: ['example.com'] } }, false],
    ['mas.example.com', { environment: { NO_PROXY: 'other.net, mas.example.com' } }, true],
    ['mas.example.com', { settings: { noProxy: ['other.net'] }, environment: { NO_PROXY: '*' } }, false],
    ['mas.example.com', { environment: { no_proxy: '*' } }, true],
    ['mas.example.com', { environment: { NO_PROXY: ',' } }, false],
  ] as const satisfies readonly (readonly [string, Given, boolean])[]) {
    it(`is ${isPast ? 'not ' : ''}used to ${host} with ${JSON.stringify(given)}`, (t) => {
      give(t, given);
      assert.equal(goesPastProxy(host), isPast);
    });
  }
});
