/** Whether a user name has the form of an API key, `a-{org}-{10 characters}` [D-conn, PX-auth]. */
export function isApiKey(userName: string): boolean {
  return /^a-[A-Za-z0-9_]{1,36}-[A-Za-z0-9]{1,36}$/.test(userName);
}
