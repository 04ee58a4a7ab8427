import type { ImportOptions, ImportedConnection } from './imported.ts';
import { sdkConnection } from './sdkConnection.ts';
import { sdkSettingNames, sdkSettings, type SdkConfiguration, type SdkSetting } from './sdkConfiguration.ts';

/** Variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Older names of the variables of an application, which count when there is neither of the newer ones [PY, ND2]. */
const olderNames = { key: 'WIOTP_API_KEY', token: 'WIOTP_API_TOKEN' } as const;

/** Whether there is any variable that IBM's SDKs connect by. */
export function hasSdkVariables(environment: Environment): boolean {
  return ['WIOTP_IDENTITY_DEVICEID', 'WIOTP_AUTH_KEY', olderNames.key].some((name) => valueOf(environment, name) !== undefined);
}

/**
 * The connection that the `WIOTP_*` variables of an environment, or of a `.env` file with its `lines`, configure for IBM's SDKs [PY, ND2].
 * @throws Refusal that names the variable, and its line where that is known; it never repeats a token.
 */
export function importEnvironment(
  environment: Environment,
  options: ImportOptions,
  lines?: ReadonlyMap<string, number>,
): ImportedConnection {
  return sdkConnection(environmentConfiguration(environment, lines), options);
}

function environmentConfiguration(environment: Environment, lines?: ReadonlyMap<string, number>): SdkConfiguration {
  const found = sdkSettingNames.map((setting) => [setting, valueOf(environment, sdkSettings[setting].variable)] as const);
  const values = Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Partial<Record<SdkSetting, string>>;
  if (values.key === undefined && values.token === undefined) {
    for (const [setting, name] of Object.entries(olderNames) as readonly (readonly [keyof typeof olderNames, string])[]) {
      const value = valueOf(environment, name);
      if (value !== undefined) values[setting] = value;
    }
  }
  const nameOf = (setting: SdkSetting): string => {
    const { variable } = sdkSettings[setting];
    const line = lines?.get(variable);
    return line === undefined ? variable : `${variable} (line ${line})`;
  };
  return { values, nameOf, isEnvironment: true };
}

function valueOf(environment: Environment, name: string): string | undefined {
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  return value === '' ? undefined : value;
}
