import type { LintMessage } from '../../../src/lint/lintMessage.ts';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { MessageExample, Rule, RuleExample } from '../../../src/lint/rule.ts';
import { ruleAnchor, rules } from '../../../src/lint/rules.ts';
import { findPayloadKind } from '../../../src/wiotp/genericKinds.ts';

const intro = `# Rules

<!-- Generated from the tables in src/lint/ruleTables. Do not edit; run: npm run docs -->

What Device Workbench checks in messages, transcripts and its own files: while you type, in the traffic log and on the command line. A problem is

- an **error** when the platform refuses or ignores the message, or closes the connection;
- a **warning** when it gets through but is old, not standard or likely wrong;
- a **hint** when it is a matter of style, or has an effect that you may not expect.

## Change what a rule counts for

The setting \`wiotp.lint.rules\` gives a rule another severity, or turns it \`off\`. The command line reads it from the nearest \`.vscode/settings.json\`:

\`\`\`json
{
  "wiotp.lint.rules": {
    "dm/time-zone": "warning",
    "dm/reqId-missing": "off"
  }
}
\`\`\`

Two more settings decide what is checked: \`wiotp.lint.limits\` says whose limits count (\`lite\`, \`standard\`, \`mas\` or \`quickstart\`; without it
\`${defaultLintOptions.limits}\`), and \`wiotp.lint.clientBuffer\` how many bytes of a packet the library of the device can hold.`;

/** The families by what their rules begin with, in the order of the page. */
const families: Readonly<Record<string, string>> = {
  json: 'Text',
  message: 'Messages',
  schema: 'Members and values',
  dm: 'Device Management',
  rest: 'REST interface',
  conversation: 'Conversations',
  transcript: 'Transcripts',
  profiles: 'Shared connections',
  replies: 'Replies',
  own: 'Schemas of your own',
  file: 'Files',
};

/** `docs/rules.md`: every rule under its name, which is what a problem links to, by family. */
export function rulesPage(): string {
  const entries = Object.entries<Rule>(rules);
  const parts = [...new Set(entries.map(([id]) => familyOf(id)))].flatMap((family) => {
    const own = entries.filter(([id]) => familyOf(id) === family);
    return [`## ${families[family] ?? family}`, table(own), ...own.map(([id, rule]) => section(id, rule))];
  });
  return [intro, ...parts].join('\n\n');
}

function familyOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function table(entries: readonly (readonly [string, Rule])[]): string {
  const rows = entries.map(([id, rule]) => `| [${id}](#${ruleAnchor(id)}) | ${rule.severity} | ${rule.title} |`);
  return ['| Rule | Severity | What is wrong |', '| --- | --- | --- |', ...rows].join('\n');
}

function section(id: string, { title, severity, description, example }: Rule): string {
  const parts = [`### ${id}`, `**${title}** (${severity})`, description];
  return [...parts, ...(example === undefined ? [] : shown(example))].join('\n\n');
}

function shown(example: RuleExample): readonly string[] {
  if ('transcript' in example) {
    return ['In a transcript, wrong:', code(example.transcript, example.wrong), 'right:', code(example.transcript, example.right)];
  }
  if ('file' in example) {
    return [`In \`.wiotp/${example.file}.json\`, wrong:`, code('json', example.wrong), 'right:', code('json', example.right)];
  }
  if (!('kind' in example)) return shownMessages(example);
  const kind = findPayloadKind(example.kind);
  return [
    `${kind?.title ?? example.kind} (\`${example.kind}\`), wrong:`,
    code('json', example.wrong),
    'right:',
    code('json', example.right),
  ];
}

function shownMessages({ wrong, right, limits, clientBuffer }: MessageExample): readonly string[] {
  const settings = [
    limits === undefined ? [] : [`\`wiotp.lint.limits\` \`${limits}\``],
    clientBuffer === undefined ? [] : [`\`wiotp.lint.clientBuffer\` ${clientBuffer}`],
  ].flat();
  const given = settings.length === 0 ? '' : ` With ${settings.join(' and ')}:`;
  const rights = rowsOf(right);
  const rows = rowsOf(wrong).map(([name, value], at) => `| ${name} | ${value} | ${rights[at]?.[1] ?? ''} |`);
  return [...(given === '' ? [] : [given.trim()]), ['| | Wrong | Right |', '| --- | --- | --- |', ...rows].join('\n')];
}

/** What is known of a message, the same rows for both of an example. */
function rowsOf({ topic, kind, sender, qos, retain, answers, inFile, text }: LintMessage): readonly (readonly [string, string])[] {
  const rows: [string, string | undefined][] = [
    ['Topic', topic === undefined ? undefined : `\`${topic}\``],
    ['Kind', kind?.title],
    ['Sender', sender],
    ['QoS', qos?.toString()],
    ['Retained', retain === undefined ? undefined : retain ? 'yes' : 'no'],
    ['Answers', answers?.title],
    [inFile === true ? 'Payload, in a file' : 'Payload', text === undefined ? 'bytes that are not UTF-8' : `\`${cut(text, 100)}\``],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value.replaceAll('|', String.raw`\|`)] as const]));
}

function code(language: string, text: string): string {
  return `\`\`\`${language === 'jsonl' ? 'json' : language}\n${cut(text, 2000)}\n\`\`\``;
}

/** Very long payloads are cut: nobody reads a thousand entries. */
function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, 80)} … (${text.length.toLocaleString('en')} characters)` : text;
}
