import { parseClientId } from './clientId.ts';
import { hasForbiddenCharacter } from './forbiddenCharacters.ts';
import { quickstartOrg } from './organisation.ts';
import { utf8Bytes } from './packetSize.ts';
import { shownText } from './shownText.ts';

/** Why the platform does not take a client ID. */
export interface ClientIdFault {
  /** The code of the CONNACK [PX-mqtt]. */
  readonly connack: 2 | 5;
  /** The code in monitoring messages and logs [RC-h]. */
  readonly closeCode: 166 | 180;
  /** What is wrong, as a full sentence. */
  readonly reason: string;
  /** What the platform does, as a full sentence. */
  readonly consequence: string;
}

/** The most bytes a client ID may have [D-std]. */
export const mostClientIdBytes = 256;

/** The most characters a client ID has by MQTT 3.1. The platform does not hold to it, but some libraries do [D-std, GH paho.mqtt.c#163]. */
export const mqtt31ClientIdLength = 23;

/** What is wrong with a client ID; `undefined` for one that a client may have. */
export function clientIdFault(clientId: string): ClientIdFault | undefined {
  const bad = notValid(clientId);
  if (bad !== undefined) {
    return {
      connack: 2,
      closeCode: 166,
      reason: bad,
      consequence: 'The platform answers CONNECT with CONNACK 2 (client ID not valid) and closes the connection with code 166.',
    };
  }
  const reason =
    clientId === '' ? 'The client ID is empty; only a client with a certificate may leave it to the platform.' : unfit(clientId);
  if (reason === undefined) return undefined;
  return {
    connack: 5,
    closeCode: 180,
    reason,
    consequence: 'The platform answers CONNECT with CONNACK 5 (not authorised), which says nothing about the client ID.',
  };
}

/** A remark on a client ID that is right but that some client libraries do not take, as full sentences. */
export function clientIdRemark(clientId: string): string | undefined {
  if (clientId.length <= mqtt31ClientIdLength) return undefined;
  return (
    `The client ID has ${clientId.length} characters. MQTT 3.1 allows ${mqtt31ClientIdLength}; the platform takes more, ` +
    'but some client libraries do not: use MQTT 3.1.1 if yours refuses it.'
  );
}

/** A client ID of no class, or of one that Quickstart does not have [D-qs, PX-rule]. */
function unfit(clientId: string): string | undefined {
  const reading = parseClientId(clientId);
  if (typeof reading === 'string') return reading;
  if (reading.org !== quickstartOrg) return undefined;
  if (reading.sender === 'gateway') return 'Quickstart has no gateways; connect as a device, d:quickstart:type:id.';
  const isShared = reading.sender === 'application' && reading.shared;
  return isShared ? 'Quickstart has no shared applications; connect with a:quickstart:application.' : undefined;
}

/** [PX-mqtt] What is looked at before the form. */
function notValid(clientId: string): string | undefined {
  const bytes = utf8Bytes(clientId);
  if (bytes > mostClientIdBytes) return `The client ID has ${bytes} bytes; ${mostClientIdBytes} are allowed.`;
  const [wildcard] = /[/+#]/.exec(clientId) ?? [];
  if (wildcard !== undefined) return `The client ID must not contain "${wildcard}".`;
  return hasForbiddenCharacter(clientId)
    ? `The client ID "${shownText(clientId)}" contains a character that no client ID may contain.`
    : undefined;
}
