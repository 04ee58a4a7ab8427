import type { Rule } from '../rule.ts';

/** Rules about files of the workspace as such. */
export const fileRules = {
  'file/secret': {
    title: 'A token or password in a file',
    severity: 'warning',
    description:
      'Files of a workspace are committed, copied and sent around, and whoever has a token can connect in your name. Members such as ' +
      '`authToken`, `wifi_pass` and `password` with a text of their own are reported, and texts with the credentials of a device ' +
      '(`use-token-auth:…`) or of an API key (`a-org-…:…`). Write `${env:NAME}` and keep the secret in an environment variable; if the ' +
      'file was shared already, have the secret replaced.',
    example: {
      wrong: { topic: 'iot-2/evt/login/fmt/json', inFile: true, text: '{"authToken": "Xy7-pQ2_mN8v"}' },
      right: { topic: 'iot-2/evt/login/fmt/json', inFile: true, text: '{"authToken": "${env:DEVICE_TOKEN}"}' },
    },
  },
  'file/settings': {
    title: 'A setting that cannot be used',
    severity: 'warning',
    description:
      'A setting of Device Workbench in `.vscode/settings.json` has a value that says nothing: a kind, rule or severity that does not exist, ' +
      'a glob that is none, a path outside of the workspace. It is ignored, so files may be checked otherwise than meant, or not at all. ' +
      'The editor tells it in a notification, the command line as a problem of the settings file.',
  },
} as const satisfies Readonly<Record<string, Rule>>;
