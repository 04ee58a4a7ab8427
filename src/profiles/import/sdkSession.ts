import { shownText } from '../../wiotp/shownText.ts';
import type { ConnectionProfile } from '../profile.ts';
import { isSecure } from '../transportOf.ts';
import type { ImportNote, Sdk } from './imported.ts';
import type { SdkConfiguration } from './sdkConfiguration.ts';
import { isTrue, numberOf, type Told } from './sdkValues.ts';

type SessionPart = Pick<ConnectionProfile, 'cleanSession' | 'mqttVersion' | 'keepAliveSeconds' | 'tls'>;

/** Stands for the authorities of the operating system in configurations of the Python SDK [PY]. */
const systemAuthorities = '_os_';

const names: Readonly<Record<Sdk, string>> = { python: 'Python SDK', node: 'Node.js SDK' };

/** The session and the trust that an SDK makes of its configuration, which are often not what the words of it say. */
export function readSession(configuration: SdkConfiguration, profile: ConnectionProfile, sdk: Sdk): Told<SessionPart> {
  const { values, nameOf } = configuration;
  const clean = cleanSessionOf(configuration, profile);
  const ca = authoritiesOf(configuration, profile);
  const notes: ImportNote[] = [...clean.notes, ...ca.notes];
  if (values.sessionExpiry !== undefined) {
    const text = `${nameOf('sessionExpiry')} is left out: IBM’s SDKs read it and make nothing of it.`;
    notes.push({ about: 'other', text });
  }
  const wantsMqtt5 = values.protocolVersion === '5';
  const hasMqtt5 = profile.target.kind === 'mas' || profile.target.kind === 'host';
  if (wantsMqtt5 && sdk === 'python') notes.push({ about: 'other', sdk: names.python, text: 'The Python SDK speaks MQTT 3.1.1 only.' });
  const caFile = ca.value[sdk];
  return {
    value: {
      cleanSession: clean.value[sdk],
      mqttVersion: wantsMqtt5 && sdk === 'node' && hasMqtt5 ? '5' : '3.1.1',
      keepAliveSeconds: numberOf(configuration, 'keepAlive') ?? profile.keepAliveSeconds,
      tls: { ...profile.tls, ...(caFile === undefined ? {} : { caFile }) },
    },
    notes,
  };
}

/** [PY] `clean_session=(not cleanStart)`: the meaning is turned round. [ND2] `clean: cleanStart`. */
function cleanSessionOf(
  { values, nameOf, isEnvironment }: SdkConfiguration,
  { client, target }: ConnectionProfile,
): Told<Readonly<Record<Sdk, boolean>>> {
  const given = values.cleanStart;
  // [PY] Only for applications, and only from the environment, is it true by default.
  const python = !(given === undefined ? isEnvironment && client.sender === 'application' : isTrue(given));
  const node = given === undefined || isTrue(given);
  if (target.kind === 'quickstart') {
    return {
      value: { python: true, node: true },
      notes: [{ about: 'cleanSession', text: 'The session is clean: Quickstart keeps none.' }],
    };
  }
  const said = given === undefined ? `${nameOf('cleanStart')} is not given` : `${nameOf('cleanStart')} is ${wordOf(given)}`;
  const turned = given === undefined && python ? '' : ', because it turns the meaning of cleanStart round';
  return {
    value: { python, node },
    notes: [
      {
        about: 'cleanSession',
        sdk: names.python,
        text: `${said}: the Python SDK connects with ${session(python)}${turned}. ${meaning(python)}`,
      },
      { about: 'cleanSession', sdk: names.node, text: `${said}: the Node.js SDK connects with ${session(node)}. ${meaning(node)}` },
    ],
  };
}

/** [PY, ND2] Whatever is not one of the words for true counts as false. */
function wordOf(given: string): string {
  const taken = String(isTrue(given));
  return given.toLowerCase() === taken ? taken : `"${shownText(given)}", which counts as ${taken}`;
}

function session(clean: boolean): string {
  return `clean session ${clean}`;
}

function meaning(clean: boolean): string {
  return clean ? 'What is sent to it while it is away is lost.' : 'What is sent to it while it is away is kept for it.';
}

/** [PY] Its own bundle unless told otherwise. [ND2] Reads `caFile`, and never hands it on. */
function authoritiesOf(
  { values, nameOf }: SdkConfiguration,
  { transport }: ConnectionProfile,
): Told<Readonly<Record<Sdk, string | undefined>>> {
  const given = values.caFile;
  if (!isSecure(transport)) {
    return {
      value: { python: undefined, node: undefined },
      notes: [{ about: 'ca', text: 'There is no TLS, so no authority is asked for.' }],
    };
  }
  const nodeText = `The Node.js SDK trusts the authorities of Node.js${given === undefined ? '' : `: it reads ${nameOf('caFile')} and never uses it`}. More are given by NODE_EXTRA_CA_CERTS only.`;
  const notes: readonly ImportNote[] = [
    { about: 'ca', sdk: names.python, text: pythonAuthorities(given, nameOf('caFile')) },
    { about: 'ca', sdk: names.node, text: nodeText },
  ];
  return { value: { python: given === systemAuthorities ? undefined : given, node: undefined }, notes };
}

function pythonAuthorities(given: string | undefined, name: string): string {
  if (given === systemAuthorities) return `${name} is ${systemAuthorities}: the Python SDK trusts the authorities of the operating system.`;
  if (given !== undefined) return `The Python SDK trusts the authorities of ${given}, and no others.`;
  return (
    `${name} is not given: the Python SDK trusts only its own messaging.pem, which has the authorities of IBM’s classic service. ` +
    'Here the usual authorities are trusted; name a file with another one if the server needs it.'
  );
}
