/** How names of members end that hold secrets: `authToken`, `wifi_password`. */
const secretEnding = /(?:password|passwd|token|secret|private[-_ ]?key)$/i;
/** `wifi_pass`, `wifiPass`, but not `compass`. */
const passEnding = /(?:^|[-_ ])pass$|[a-z0-9]Pass$/;

/** Whether members of this name hold secrets, as far as a name can tell. */
export function isSecretName(name: string): boolean {
  return secretEnding.test(name) || passEnding.test(name);
}
