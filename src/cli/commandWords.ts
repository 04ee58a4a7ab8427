/** What messages say to people with a window before them, and what that is on a command line. */
const words: readonly (readonly [said: RegExp, meant: string])[] = [
  [
    /Add "(\w+)" to the setting wiotp\.templates\.environment in your user settings, and set the variable before VS Code is started\./g,
    'Allow it with --env $1, and set the variable.',
  ],
  [/Enter the passphrase of the key\./g, 'Put it into the environment variable WIOTP_KEY_PASSPHRASE.'],
  [/Enter the passphrase again;/g, 'Check the environment variable WIOTP_KEY_PASSPHRASE;'],
  [/the password is asked for then\./g, 'put the password into the environment variable WIOTP_PROXY_PASSWORD.'],
  [
    /It is asked for when the connection opens, and kept in the secret store only\./g,
    'Put it into the environment variable WIOTP_PROXY_PASSWORD.',
  ],
  [/its token is asked for apart\./g, 'give it with --api-key, or in the environment variable WIOTP_AUTH_KEY.'],
  [/: it is asked for when the connection opens\./g, ': put it into WIOTP_AUTH_TOKEN, or name a file with --token-file.'],
  [/name it as CA file in the profile/g, 'name it with --ca'],
  [/(Name the certificate of the authority) as CA file in the profile/g, '$1 with --ca'],
  [/leave the CA file out of the profile/g, 'leave --ca out'],
  [/(Name the client certificate and its key) in the profile/g, '$1 with --cert and --key'],
  [/name it in the profile/g, 'name it with --cert and --key'],
  [/set (?:the|it as) server name in the profile/g, 'set it with --server-name'],
  [/Check the proxy of the profile, or use none\./g, 'Check the proxy, or leave --proxy out.'],
  [/(Name the key file|Name the file of the client certificate) in the profile as well/g, '$1 as well'],
  [/(Check the (?:path|port)) (?:in|of) the profile/g, '$1'],
];

/** A message in the words of the command line: the options and variables that it means in place of what a window offers. */
export function commandWords(text: string): string {
  return words.reduce((said, [pattern, meant]) => said.replace(pattern, meant), text);
}
