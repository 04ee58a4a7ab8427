/** Whether a server refuses who connects: bad user name or password, and not authorised, in MQTT 3.1.1 and in MQTT 5. */
export function isAboutLogin(code: number): boolean {
  return loginCodes.has(code);
}

/** What to do about a refused login: `usual` on the platform; a broker that is no platform asks for a login of its own. */
export function loginAdvice(code: number, usual: string, isPlatform: boolean): string {
  return isAboutLogin(code) && !isPlatform ? ofOthers : usual;
}

const loginCodes: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);

const ofOthers =
  'Check the user name and the token, which is the password there, and whether the server lets this client ID connect. ' +
  'If it is a platform under a name of its own, check the organisation in the client ID, too.';
