import { isObject } from '../../lint/json.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { valueIn } from '../fields/profileFields.ts';
import type { ImportNote, ImportOptions, ImportedConnection } from './imported.ts';
import { importRefusal } from './importRefusal.ts';
import { readYaml } from './readYaml.ts';
import { sdkConnection } from './sdkConnection.ts';
import { sdkSettingNames, sdkSettings, type SdkConfiguration, type SdkSetting } from './sdkConfiguration.ts';

/** Settings that a reader of YAML takes for numbers or switches; all others are texts. */
const typed: readonly SdkSetting[] = ['port', 'cleanStart', 'sessionExpiry', 'keepAlive', 'sharedSubscription', 'protocolVersion'];

/**
 * Reads a configuration file of IBM's SDKs, `device.yaml`, `gateway.yaml` or `application.yaml` [PY, ND2].
 * @throws Refusal that names the line or the setting; it never repeats a token.
 */
export function importSdkYaml(text: string, options: ImportOptions): ImportedConnection {
  const { written, understood } = readYaml(text);
  if (!isObject(written)) throw importRefusal('The file holds no settings.', 'Choose the configuration of a device or an application.');
  const values: Partial<Record<SdkSetting, string>> = {};
  const notes: ImportNote[] = [];
  for (const setting of sdkSettingNames) {
    const { place } = sdkSettings[setting];
    const [asText, asValue] = [written, understood].map((document) => valueIn(document, place.split('.')));
    if (asText === undefined || asValue === null) continue;
    if (setting === 'cleanStart' && typeof asValue !== 'boolean') throw noSwitch(place);
    if (typeof asText !== 'string') throw importRefusal(`${place} must be one value.`, 'Put it right, and try once more.');
    // What is one text as it is written is one value.
    const taken = typeof asValue === 'string' ? asValue : JSON.stringify(asValue);
    values[setting] = typed.includes(setting) ? taken : asText;
    if (!typed.includes(setting) && taken !== asText) notes.push(misread(setting, taken));
  }
  const configuration: SdkConfiguration = { values, nameOf: (setting) => sdkSettings[setting].place, isEnvironment: false };
  const imported = sdkConnection(configuration, options);
  const { place } = sdkSettings.token;
  const verify = valueIn(understood, ['options', 'http', 'verify']);
  if (verify === false)
    notes.push({ about: 'other', text: 'options.http.verify is false, which is about REST only: MQTT verifies the server nevertheless.' });
  if (valueIn(written, ['options', 'mqtt', 'cleanSession']) !== undefined)
    notes.push({ about: 'cleanSession', text: 'options.mqtt.cleanSession is left out: IBM’s SDKs read cleanStart only.' });
  if (valueIn(understood, ['auth', 'useLtpa']) === true)
    notes.push({ about: 'secrets', text: `auth.useLtpa is for REST only; MQTT needs ${place}.` });
  return { ...imported, notes: [...notes, ...imported.notes] };
}

function noSwitch(place: string): Refusal {
  return importRefusal(
    `${place} must be true or false: IBM’s SDKs refuse a file with anything else.`,
    'Put it right, without quotes, or leave it out.',
  );
}

/** What it is taken for must not be shown of a token. */
function misread(setting: SdkSetting, taken: string): ImportNote {
  const other = setting === 'token' ? 'something else' : taken;
  const text = `${sdkSettings[setting].place} has no quotes, and the Python SDK takes it for ${other}. Here it is what is written; put it into quotes in the file.`;
  return { about: setting === 'token' ? 'secrets' : 'identity', sdk: 'Python SDK', text };
}
