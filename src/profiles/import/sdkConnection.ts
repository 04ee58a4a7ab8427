import { newProfile } from '../newProfile.ts';
import type { ConnectionProfile, ProfileClient } from '../profile.ts';
import type { ImportNote, ImportOptions, ImportedConnection } from './imported.ts';
import { importRefusal } from './importRefusal.ts';
import type { SdkConfiguration } from './sdkConfiguration.ts';
import { readSession } from './sdkSession.ts';
import { readTargetOf } from './sdkTarget.ts';
import { isTrue, textOf, type Told } from './sdkValues.ts';

/**
 * The connection that an SDK would make of its configuration.
 * @throws Refusal that names the setting which is missing or wrong.
 */
export function sdkConnection(configuration: SdkConfiguration, options: ImportOptions): ImportedConnection {
  const { value: identity, notes: identityNotes } = readIdentity(configuration, options);
  const target = readTargetOf(configuration, identity.org);
  const { client } = identity;
  const name = client.sender === 'application' ? client.appId : `${client.typeId}:${client.deviceId}`;
  const usual = newProfile({ id: options.newId(), name, client, target: target.value.target, org: target.value.org });
  const session = readSession(configuration, { ...usual, ...target.value }, options.sdk ?? 'python');
  const profile: ConnectionProfile = { ...usual, ...target.value, ...session.value };
  const { token } = configuration.values;
  const secrets = token === undefined || profile.target.kind === 'quickstart' ? {} : { token };
  return { profile, secrets, notes: [...identityNotes, ...target.notes, ...session.notes, ...secretNotes(configuration, profile)] };
}

interface Identity {
  readonly client: ProfileClient;
  readonly org: string;
}

function readIdentity(configuration: SdkConfiguration, options: ImportOptions): Told<Identity> {
  const { values, nameOf } = configuration;
  const isDevice = values.deviceId !== undefined || values.typeId !== undefined;
  const isApplication = values.key !== undefined || values.appId !== undefined;
  if (!isDevice && !isApplication) {
    throw importRefusal(
      `There is neither ${nameOf('deviceId')} of a device or gateway, nor ${nameOf('key')} of an application.`,
      'Choose the configuration of one of them.',
    );
  }
  // The token is that of the API key then.
  if (values.key === undefined && isDevice) return readDevice(configuration, options);
  const told = readApplication(configuration, options);
  if (!isDevice) return told;
  const text = `There are ${nameOf('deviceId')} and ${nameOf('key')}: the token belongs to the API key, so this is the application.`;
  return { ...told, notes: [...told.notes, { about: 'identity', text }] };
}

function readDevice(configuration: SdkConfiguration, { gateway = false }: ImportOptions): Told<Identity> {
  const [org, typeId, deviceId] = (['orgId', 'typeId', 'deviceId'] as const).map((setting) => textOf(configuration, setting));
  return {
    value: { client: { sender: gateway ? 'gateway' : 'device', typeId: typeId ?? '', deviceId: deviceId ?? '' }, org: org ?? '' },
    notes: [],
  };
}

function readApplication(configuration: SdkConfiguration, { sdk = 'python' }: ImportOptions): Told<Identity> {
  const { values, nameOf } = configuration;
  const notes: ImportNote[] = [];
  const apiKey = textOf(configuration, 'key');
  const org = /^a-(.+)-[^-]+$/.exec(apiKey)?.[1];
  if (org === undefined) throw importRefusal(`${nameOf('key')} must be an API key, a-org-….`, 'Copy it again from where it was made.');
  if (org.includes('-')) {
    const text = `The organisation in the API key is ${org}, but IBM’s SDKs take what stands before its first "-" only, and then the platform refuses them.`;
    notes.push({ about: 'identity', text });
  }
  const { appId = 'workbench', instanceId, sharedSubscription } = values;
  if (values.appId === undefined) {
    const text = `Without ${nameOf('appId')} IBM’s SDKs connect under another random ID each time; here it is always ${appId}.`;
    notes.push({ about: 'identity', text });
  }
  // [PY] and [ND2] know one of the two each.
  const shared = sdk === 'python' ? instanceId !== undefined : isTrue(sharedSubscription);
  if (instanceId !== undefined) {
    const text = `The Python SDK shares the subscription because there is ${nameOf('instanceId')}; the Node.js SDK does not know it.`;
    notes.push({ about: 'identity', sdk: 'Python SDK', text });
  }
  const instance = sdk === 'python' && instanceId !== undefined ? { instanceId } : {};
  return { value: { client: { sender: 'application', apiKey, appId, shared, ...instance }, org }, notes };
}

function secretNotes({ values, nameOf }: SdkConfiguration, { target }: ConnectionProfile): readonly ImportNote[] {
  if (target.kind === 'quickstart')
    return values.token === undefined
      ? []
      : [{ about: 'secrets', text: 'Quickstart asks for no token; the one that is there is left out.' }];
  return values.token === undefined
    ? [{ about: 'secrets', text: `${nameOf('token')} is missing: it is asked for when the connection opens.` }]
    : [];
}
