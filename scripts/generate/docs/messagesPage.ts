import { kindNamed } from '../../../src/wiotp/catalog.ts';
import {
  gatewayForm,
  invalidText,
  isDeviceManagement,
  type AnswerRule,
  type InvalidExample,
  type Kind,
  type QosRule,
} from '../../../src/wiotp/kind.ts';
import { applicationKinds } from '../../../src/wiotp/kinds/application.ts';
import { connectionKinds } from '../../../src/wiotp/kinds/connection.ts';
import { dmFromDeviceKinds } from '../../../src/wiotp/kinds/dmFromDevice.ts';
import { dmFromPlatformKinds } from '../../../src/wiotp/kinds/dmFromPlatform.ts';
import { gatewayKinds } from '../../../src/wiotp/kinds/gateway.ts';
import { messagingKinds } from '../../../src/wiotp/kinds/messaging.ts';
import { monitoringKinds } from '../../../src/wiotp/kinds/monitoring.ts';
import { restKinds } from '../../../src/wiotp/kinds/rest.ts';
import { stateKinds } from '../../../src/wiotp/kinds/state.ts';
import { maxPayloadBytes } from '../../../src/wiotp/limits.ts';
import { fieldTable } from './messageFields.ts';
import { messageSchemas, type Schema } from '../messageSchemas.ts';
import { referenceChapters } from './messageTables.ts';

const intro = `# Messages

<!-- Generated from the catalog in src/wiotp and the schemas in src/wiotp/schemas. Do not edit; run: npm run docs -->

Every message between a device and the platform: its topic, who sends it, what is in it and how it is answered. At the end: which
client may use which topic, and what every number of the platform means.

- Topics are those of a device. A gateway puts \`type/{typeId}/id/{deviceId}/\` after the first level, in both directions.
- A Device Management payload is one JSON object. A request is answered with the same \`reqId\`; without one it is not answered.
- A device subscribes to \`iotdm-1/#\` before its first Manage request.
- A payload has at most ${new Intl.NumberFormat('en').format(maxPayloadBytes)} bytes; a larger one closes the connection (287).
- A file that holds one payload is checked while you type if it is named after its kind: \`reboot.dm.manage.json\`.`;

/** Kinds that are looked up together. */
interface Family {
  readonly title: string;
  readonly text: string;
  readonly kinds: readonly Kind[];
}

const families: readonly Family[] = [
  { title: 'Events and commands', text: 'What a device reports and what it is told.', kinds: messagingKinds },
  {
    title: 'Gateways',
    text: 'A gateway speaks for itself and for the devices behind it, so its topics name the device.',
    kinds: gatewayKinds,
  },
  { title: 'Applications', text: 'Applications listen to devices and command them.', kinds: applicationKinds },
  {
    title: 'Device Management: the device asks',
    text: 'Requests and the response of a device. The platform answers on `iotdm-1/response`.',
    kinds: dmFromDeviceKinds,
  },
  {
    title: 'Device Management: the platform asks',
    text: 'Requests and the response of the platform. The device answers on `iotdevice-1/response`.',
    kinds: dmFromPlatformKinds,
  },
  { title: 'Monitoring', text: 'What applications learn about connections.', kinds: monitoringKinds },
  { title: 'State', text: 'What applications learn from logical interfaces. Known from IBM’s libraries only.', kinds: stateKinds },
  { title: 'REST', text: 'Bodies of HTTP calls that have to do with devices.', kinds: restKinds },
  { title: 'Connection events', text: 'No messages, but steps of a transcript and lines of the traffic log.', kinds: connectionKinds },
];

/** `docs/messages.md`: every kind of the catalog, and the tables that go with them. */
export function messagesPage(): string {
  const schemas = new Map<string, Schema>(messageSchemas().map(({ kind, schema }) => [kind.name, schema]));
  const chapters = [...families.map((family) => ({ title: family.title, text: familyText(family, schemas) })), ...referenceChapters()];
  const contents = chapters.map(({ title }) => `- [${title}](#${anchorOf(title)})`).join('\n');
  return [intro, '## Contents', contents, overview(), ...chapters.flatMap(({ title, text }) => [`## ${title}`, text])].join('\n\n');
}

function overview(): string {
  const rows = families
    .flatMap(({ kinds }) => kinds)
    .map((kind) => {
      const way = kind.topic ?? kind.call;
      return `| [${kind.name}](#${anchorOf(headingOf(kind))}) | ${directionOf(kind)} | ${way === undefined ? '–' : `\`${way}\``} | ${kind.title} |`;
    });
  return ['| Kind | Direction | Topic or call | Message |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function familyText({ text, kinds }: Family, schemas: ReadonlyMap<string, Schema>): string {
  return [text, ...kinds.map((kind) => section(kind, schemas.get(kind.name)))].join('\n\n');
}

function section(kind: Kind, schema: Schema | undefined): string {
  const parts = [
    `### ${headingOf(kind)}`,
    schema?.description ?? kind.summary,
    facts(kind),
    schema === undefined ? 'The payload is any bytes. With format `json` it must be JSON, of any type.' : fieldTable(schema),
    ...kind.examples.map((example) => code('json', JSON.stringify(example, undefined, 2))),
    ...kind.invalid.map(wrong),
    ...(kind.answer === undefined ? [] : [answer(kind.answer)]),
  ];
  return parts.join('\n\n');
}

function facts(kind: Kind): string {
  const { topic, otherTopics = [], call, result, qos, name } = kind;
  const lines: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Topic', quoted(topic)],
    ...otherTopics.map((other) => ['Also', quoted(other)] as const),
    ['Through a gateway', topic !== undefined && isDeviceManagement(kind) ? quoted(gatewayForm(topic)) : undefined],
    ['Call', quoted(call)],
    ['Direction', directionOf(kind)],
    ['QoS', qos === undefined ? undefined : qosText(qos)],
    ['Answer', result],
    ['File', isDeviceManagement(kind) || call !== undefined ? `\`*.${name}.json\`` : undefined],
  ];
  return lines.flatMap(([what, value]) => (value === undefined ? [] : [`- ${what}: ${value}`])).join('\n');
}

function directionOf({ sender, receiver, alsoReceived, eitherSide }: Kind): string {
  if (eitherSide === true) return `${sender} → ${receiver}, or ${receiver} → ${sender}`;
  return `${sender} → ${receiver}${alsoReceived === true ? ', platform → application' : ''}`;
}

function qosText({ usual, most }: QosRule): string {
  if (most === 2) return `${usual} is usual; 0, 1 and 2 are fine`;
  return usual === 0 ? '0' : `${usual} is usual; above ${most} draws a hint`;
}

/** Why it is wrong, and what is. */
function wrong(example: InvalidExample): string {
  const text =
    'text' in example ? code('text', example.text) : code('json', JSON.stringify(JSON.parse(invalidText(example)), undefined, 2));
  return `Wrong, because ${example.why}:\n\n${text}`;
}

function answer({ kind, codes, when }: AnswerRule): string {
  const condition = when === 'always' ? 'Always answered' : 'Answered if it carries a `reqId`';
  const rows = codes.map(
    ({ rc, meaning, harmless }) => `| ${rc} | ${meaning}${harmless === true ? ' (not named for this request, but harmless)' : ''} |`,
  );
  const target = kindNamed(kind);
  return [
    `${condition}, with a [${target.title}](#${anchorOf(headingOf(target))}):`,
    '',
    '| rc | Meaning |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
}

function headingOf({ title, name }: Kind): string {
  return `${title} (\`${name}\`)`;
}

function code(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `\`${text}\``;
}

/** GitHub's own rule for the address of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');
}
