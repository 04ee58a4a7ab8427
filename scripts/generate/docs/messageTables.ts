import { applicationClientId, deviceClientId, gatewayClientId, sharedApplicationClientId } from '../../../src/wiotp/clientId.ts';
import { closeCodes } from '../../../src/wiotp/codes/closeCodes.ts';
import type { Code } from '../../../src/wiotp/codes/code.ts';
import { connackCodes } from '../../../src/wiotp/codes/connackCodes.ts';
import { reasonCodes } from '../../../src/wiotp/codes/reasonCodes.ts';
import { mostClientIdBytes, mqtt31ClientIdLength } from '../../../src/wiotp/clientIdFault.ts';
import { classicHost, customHost, masHost, quickstartHost } from '../../../src/wiotp/hosts.ts';
import { sharedKeepAliveSeconds } from '../../../src/wiotp/limits.ts';
import { limits, type LimitsProfile } from '../../../src/wiotp/limitTable.ts';
import type { OrganisationHome } from '../../../src/wiotp/organisation.ts';
import { ports } from '../../../src/wiotp/ports.ts';
import { returnCodes } from '../../../src/wiotp/returnCodes.ts';
import { topicRules, type TopicUse, type TopicUser } from '../../../src/wiotp/topics/topicRules.ts';
import { consequenceOf, type MqttVersion } from '../../../src/wiotp/topics/consequence.ts';

/** A part of the page with its heading. */
export interface Chapter {
  readonly title: string;
  /** Markdown below the heading. */
  readonly text: string;
}

/** What a device developer looks up besides the messages, all of it from the tables in the source. */
export function referenceChapters(): readonly Chapter[] {
  return [
    { title: 'Topics by class of client', text: [topicsIntro, topicsTable(), wrongTopicsIntro, wrongTopicsTable()].join('\n\n') },
    { title: 'Client IDs, hosts and ports', text: [clientIdTable(), clientIdNotes, hostTable(), connectionNotes].join('\n\n') },
    { title: 'Return codes', text: [returnCodesIntro, codeTable('rc', returnCodes)].join('\n\n') },
    { title: 'CONNACK codes', text: codeTable('CONNACK code', connackCodes) },
    {
      title: 'Reason codes of MQTT 5',
      text: codeTable('Reason code', reasonCodes, (code) => `0x${code.toString(16).toUpperCase().padStart(2, '0')} (${code})`),
    },
    { title: 'Close codes', text: [closeCodesIntro, codeTable('Close code', closeCodes)].join('\n\n') },
    { title: 'Limits', text: [limitsIntro, limitTable()].join('\n\n') },
  ];
}

const topicsIntro = `Each \`{…}\` is one level that is not empty. In a filter it may be \`+\`, but for the device ID and the application ID on
Quickstart. \`#\` may stand only where it is shown. Empty, missing and additional levels are refused. The platform takes \`iotdm-1/#\` of a
gateway for \`iotdm-1/type/+/id/+/#\`.`;

const wrongTopicsIntro = 'What the platform does about any other topic, and about topics that begin with `$SYS` (code 289 for everybody):';

const clientIdNotes = `- Device type, device ID, application ID and instance ID have 1 to 36 letters, digits, \`-\`, \`_\` and \`.\`; there is no colon in them.
- A client ID has at most ${mostClientIdBytes} bytes. MQTT 3.1 allows ${mqtt31ClientIdLength} characters: the platform takes more, but some client libraries do not.
- A client ID that is none of these gets CONNACK 5, and one that is too long or has a character that no client ID may contain gets CONNACK 2.
- An Edge gateway on site takes \`d:{typeId}:{deviceId}\`, without the organisation.`;

const connectionNotes = `- Keepalive is any value, and 0 for none; when it runs out, the platform closes the connection (160). A shared application has 1 to
  ${sharedKeepAliveSeconds} seconds: the platform takes ${sharedKeepAliveSeconds} for 0 and for more.
- A session outlives the connection with clean session false, but not that of \`A:{org}:{appId}\` or on Quickstart (CONNACK 5).
- The topic of a will must be one that the client may publish to. Otherwise the platform closes the connection without CONNACK.
- The retain flag of a message or a will is cleared without a word, unless the organisation allows it: the message arrives, but is not kept.`;

const returnCodesIntro =
  'In general; what a code means as the answer to one request stands with the request. Codes from 200 to 299 mean success and others failure, but for 0, with which some mean success.';

const closeCodesIntro = 'They stand in monitoring messages (`CloseCode`) and in the logs. Go by the number: the texts change.';

const limitsIntro =
  'The classic service had the plans Lite and Standard. Those of Maximo are the ones that IBM published for Maximo Asset Monitor as a service; ' +
  'which of them an installation of Maximo Application Suite has, no document says.';

const classNames: Readonly<Record<TopicUser, string>> = {
  device: 'device',
  gateway: 'gateway',
  application: 'application',
  quickstartDevice: 'Quickstart device',
  quickstartApplication: 'Quickstart application',
};

const uses: readonly TopicUse[] = ['publish', 'subscribe'];

function topicsTable(): string {
  const rows = usersOf(classNames).flatMap(([user, name]) =>
    uses.flatMap((use) => {
      const patterns = topicRules(user, use).map(({ pattern }) => `\`${pattern.replace(/\*$/, '#')}\``);
      return (patterns.length === 0 ? ['nothing'] : patterns).map((pattern) => [name, use, pattern]);
    }),
  );
  return table(['Class', 'Use', 'Topic'], rows);
}

function wrongTopicsTable(): string {
  const versions: readonly MqttVersion[] = ['3.1', '3.1.1', '5'];
  const rows = (['device', 'gateway'] as const).flatMap((user) =>
    versions.flatMap((mqtt) =>
      uses.map((use) => [user === 'gateway' ? 'gateway' : 'device, application', mqtt, use, consequenceOf(276, user, use, { mqtt })]),
    ),
  );
  return table(['Class', 'MQTT', 'Use', 'What happens'], rows);
}

function clientIdTable(): string {
  const rows = [
    ['device', deviceClientId('{org}', '{typeId}', '{deviceId}'), '`use-token-auth`'],
    ['gateway', gatewayClientId('{org}', '{typeId}', '{deviceId}'), '`use-token-auth`'],
    ['application', applicationClientId('{org}', '{appId}'), 'the API key'],
    ['shared application, sessions not durable', sharedApplicationClientId('{org}', '{appId}'), 'the API key'],
    ['shared application, sessions durable or not', sharedApplicationClientId('{org}', '{appId}', '{instanceId}'), 'the API key'],
  ];
  return table(
    ['Class', 'Client ID', 'User name'],
    rows.map(([name = '', id = '', user = '']) => [name, `\`${id}\``, user]),
  );
}

function hostTable(): string {
  const homes: readonly (readonly [name: string, host: string, home: OrganisationHome])[] = [
    ['Classic service (ended in December 2023)', classicHost('{org}'), 'classic'],
    ['Classic service with a domain of your own (ended as well)', customHost('{org}', '{domain}'), 'classic'],
    ['Quickstart (ended as well)', quickstartHost, 'quickstart'],
    ['Maximo Application Suite', masHost('{workspace}', '{domain}'), 'mas'],
  ];
  const rows = homes.map(([name, host, home]) => [
    name,
    `\`${host}\``,
    ports[home].map(({ port, tls }) => (tls ? `${port} (TLS)` : String(port))).join(', '),
  ]);
  return table(['Platform', 'Host', 'Ports'], rows);
}

function codeTable(name: string, codes: readonly Code[], shown: (code: number) => string = String): string {
  return table(
    [name, 'Meaning', 'What to do'],
    codes.map(({ code, meaning, advice }) => [shown(code), meaning, advice]),
  );
}

function limitTable(): string {
  const profiles: readonly LimitsProfile[] = ['lite', 'standard', 'mas', 'quickstart'];
  const digits = new Intl.NumberFormat('en');
  const rows = limits.map(({ title, unit, most, beyond }) => {
    const values = profiles.map((profile) => most[profile]).map((value) => (value === undefined ? '–' : digits.format(value)));
    return [title, unit, ...values, beyond];
  });
  return table(['What', 'Unit', 'Lite', 'Standard', 'Maximo (as published for the SaaS)', 'Quickstart', 'Beyond it'], rows);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function usersOf(names: Readonly<Record<TopicUser, string>>): readonly (readonly [TopicUser, string])[] {
  return Object.entries(names) as [TopicUser, string][];
}
