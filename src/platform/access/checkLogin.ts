import { loginFault, type Login } from '../../wiotp/credentials.ts';
import { refusedConnect } from './refusedConnect.ts';

/** Checks what a client says besides its client ID, but for the token. @throws Refusal with CONNACK code 5. */
export function checkLogin(login: Login): void {
  const fault = loginFault(login);
  if (fault !== undefined) throw refusedConnect(5, fault.reason, fault.advice);
}
