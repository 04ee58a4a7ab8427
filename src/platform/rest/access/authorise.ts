import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import { tokenUserName } from '../../../wiotp/limits.ts';
import { shownText } from '../../../wiotp/shownText.ts';
import { isLoopback } from '../../../wiotp/loopback.ts';
import type { Link } from '../../ports/link.ts';
import { peerHost } from '../../ports/peerHost.ts';
import type { Registry, RegisteredDevice } from '../../registry/registry.ts';
import { refused } from '../http/refused.ts';
import type { Caller, CallerKind } from './caller.ts';
import { unauthorised, type Credentials } from './credentials.ts';
import { gatewaysNamed } from './gatewayName.ts';

/** A call before it is let in. */
export interface Wanted {
  readonly by: CallerKind;
  readonly credentials: Credentials;
  readonly link: Link;
  /** The free levels of the path. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Who calls. @throws Refusal with code 401 for wrong credentials, with 403 for those that may not make this call. */
export function authorise({ by, credentials, link, parts }: Wanted, registry: Registry): Caller {
  return by === 'application' ? authoriseApplication(credentials, link, registry) : authoriseDevice(credentials, parts, registry);
}

function authoriseApplication({ userName, token }: Credentials, link: Link, registry: Registry): Caller {
  if (userName === tokenUserName || userName.startsWith('g/') || userName.startsWith('g-')) {
    throw refused(403, 'Devices and gateways may not make this call.', 'the REST interface is for applications', 'Use an API key.');
  }
  if (!link.secure && !isLoopback(peerHost(link.peer))) {
    const advice = 'Use https, or call from the machine on which the platform runs.';
    throw refused(403, 'An API key came over plain HTTP from another machine.', 'API keys stay on loopback or inside TLS', advice);
  }
  const org = /^a-([^-]*)-/.exec(userName)?.[1];
  if (org === undefined) throw unauthorised('The user name is no API key.', `Use an API key as the user name: a-${registry.org}-….`);
  const shown = shownText(userName);
  if (org !== registry.org) {
    throw unauthorised(
      `The API key ${shown} belongs to another organisation; this platform serves ${registry.org}.`,
      'Use one of its API keys.',
    );
  }
  const verdict = registry.checkApiKey(userName, token);
  if (verdict === 'unknown') throw unauthorised(`The API key ${shown} does not exist.`, 'Use an API key of this platform.');
  if (verdict === 'wrong') throw unauthorised(`The token of the API key ${shown} is wrong.`, 'Correct the token, or create a new API key.');
  return { kind: 'application', apiKey: userName };
}

/** The device of the path proves itself by its token, a gateway by its user name. */
function authoriseDevice({ userName, token }: Credentials, parts: Readonly<Record<string, string>>, registry: Registry): Caller {
  const asGateway = gatewaysNamed(userName, registry.org).flatMap((name) => registry.find(name) ?? []);
  const gateway = asGateway.find((candidate) => candidate.classId === 'Gateway');
  if (gateway !== undefined) return checkToken(gateway, token, registry);
  if (userName.startsWith('g/') || userName.startsWith('g-')) {
    throw unauthorised('The user name is no gateway of this platform.', `Use g/${registry.org}/type/id of a registered gateway.`);
  }
  if (userName !== tokenUserName) {
    const advice = `Use ${tokenUserName} as the user name; applications call /api/v0002/application/types/….`;
    throw unauthorised(`The user name is not ${tokenUserName}.`, advice);
  }
  const { typeId = '', deviceId = '' } = parts;
  const device = registry.find({ typeId, deviceId });
  if (device !== undefined) return checkToken(device, token, registry);
  throw unauthorised(
    `The device ${shownText(typeId)} ${shownText(deviceId)} is not registered.`,
    'Register the device, or correct the path.',
  );
}

function checkToken(registered: RegisteredDevice, token: Uint8Array, registry: Registry): Caller {
  const { typeId, deviceId, classId, role = 'privileged' } = registered;
  const device: DeviceName = { typeId, deviceId };
  const what = `the ${classId === 'Gateway' ? 'gateway' : 'device'} ${typeId} ${deviceId}`;
  if (!registered.hasToken) throw unauthorised(`A gateway registered ${what}: it has no token.`, 'Give it a token first.');
  if (registry.checkDevice(device, token) !== 'right') throw unauthorised(`The token of ${what} is wrong.`, 'Correct the token.');
  if (registered.disabled) throw refused(403, `Somebody disabled ${what}.`, 'disabled devices are not let in', 'Enable it again.');
  return classId === 'Gateway' ? { kind: 'gateway', device, role } : { kind: 'device', device };
}
