import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkChosenToken, loginFault, type Login } from '../../../src/wiotp/credentials.ts';

describe('loginFault', () => {
  const cases: readonly (readonly [sender: Login['sender'], userName: string | undefined, code: number | undefined, reason: RegExp])[] = [
    ['device', 'use-token-auth', undefined, /^$/],
    ['gateway', 'use-token-auth', undefined, /^$/],
    ['device', '', 5, /empty user name/],
    ['device', undefined, 286, /password but no user name.* 286/],
    ['device', 'token', 5, /word of SDK configuration files/],
    ['device', 'a-abc123-x1y2z3a4b5', 5, /API key with the client ID of a device/],
    ['gateway', 'Use-Token-Auth', 5, /is use-token-auth; this one sent another/],
    ['application', 'a-abc123-x1y2z3a4b5', undefined, /^$/],
    ['application', undefined, 286, /password but no user name/],
    ['application', 'use-token-auth', 5, /is the user name of devices/],
    ['application', '', 5, /no API key/],
    ['application', 'a-abc123', 5, /something else/],
    ['application', 'a-other1-x1y2z3a4b5', 5, /another organisation than abc123/],
  ];
  for (const [sender, userName, code, reason] of cases) {
    it(`${code === undefined ? 'takes' : 'refuses'} ${JSON.stringify(userName)} of a ${sender}`, () => {
      const fault = loginFault({ sender, org: 'abc123', userName, hasPassword: true });
      assert.equal(fault?.code, code);
      assert.match(fault?.reason ?? '', reason);
      assert.match(fault?.advice ?? 'Fine.', /^[A-Z].*\.$/);
    });
  }

  it('takes the API keys of every organisation', () => {
    for (const org of ['abc123', 'masDev', 'my-work_space']) {
      assert.equal(loginFault({ sender: 'application', org, userName: `a-${org}-x1y2z3a4b5`, hasPassword: true }), undefined);
    }
  });

  it('minds no user name on Quickstart but for a password without one', () => {
    for (const userName of [undefined, '', 'anybody'])
      assert.equal(loginFault({ sender: 'device', org: 'quickstart', userName, hasPassword: false }), undefined);
    assert.equal(loginFault({ sender: 'device', org: 'quickstart', hasPassword: true })?.code, 286);
  });

  it('tells a client without anything what it needs, and never repeats what may be a token', () => {
    assert.match(loginFault({ sender: 'device', org: 'abc123', hasPassword: false })?.reason ?? '', /neither a user name nor a token/);
    assert.doesNotMatch(JSON.stringify(loginFault({ sender: 'device', org: 'abc123', userName: 'secret', hasPassword: true })), /secret/);
  });
});

describe('checkChosenToken', () => {
  it('minds length and alphabet, and never repeats the token', () => {
    for (const token of ['secret_1', 'a(b)c*d!e&f@g?h+', 'x'.repeat(36)]) assert.equal(checkChosenToken(token), undefined);
    assert.match(checkChosenToken('secret1') ?? '', /7 characters/);
    assert.match(checkChosenToken('x'.repeat(37)) ?? '', /37 characters/);
    assert.match(checkChosenToken('secret token') ?? '', /no document allows/);
    assert.doesNotMatch(checkChosenToken('secret token') ?? '', /secret/);
  });
});
