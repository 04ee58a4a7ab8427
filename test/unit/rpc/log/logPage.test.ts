import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trafficLogPage } from '../../../../src/rpc/log/logPage.ts';

const parts = {
  nonce: 'bm9uY2U=',
  cspSource: "'self' https://*.vscode-cdn.net",
  scriptUri: 'https://host/trafficLog.js',
  styleUri: 'https://host/trafficLog.css',
  codiconUri: 'https://host/codicon.css',
};

test('the policy allows one script by nonce, styles and fonts of the extension, and nothing else', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(trafficLogPage(parts))?.[1];
  assert.equal(
    policy,
    "default-src 'none'; script-src 'nonce-bm9uY2U='; style-src 'self' https://*.vscode-cdn.net; font-src 'self' https://*.vscode-cdn.net",
  );
});

test('the page has a language, one root, one script, and nothing inline', () => {
  const page = trafficLogPage(parts);
  assert.match(page, /<html lang="en">/);
  assert.equal(page.match(/<div/g)?.length, 1);
  assert.deepEqual(page.match(/<script.*<\/script>/g), ['<script nonce="bm9uY2U=" src="https://host/trafficLog.js"></script>']);
  assert.doesNotMatch(page, /<style|style=| on\w+=|unsafe/);
});

test('an address cannot leave its attribute', () => {
  const page = trafficLogPage({ ...parts, scriptUri: 'https://host/"><script>alert(1)</script>&x' });
  assert.doesNotMatch(page, /<script>/);
  assert.match(page, /src="https:\/\/host\/&quot;>&lt;script>alert\(1\)&lt;\/script>&amp;x"/);
});
