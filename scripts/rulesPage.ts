import { ruleAnchor, rules, type Rule } from '../src/lint/rules.ts';
import { kindNamed } from '../src/wiotp/catalog.ts';

const intro = `# Rules

<!-- Generated from src/lint/rules.ts. Do not edit; run: npm run docs -->

What Device Workbench checks in payloads: while you type, in the traffic log and on the command line. A problem is

- an **error** when the platform refuses or ignores the message, or closes the connection;
- a **warning** when it gets through but is old, not standard or likely wrong;
- a **hint** when it is a matter of style, or has an effect that you may not expect.
`;

/** `docs/rules.md`: every rule under its name, which is what a problem links to. */
export function rulesPage(): string {
  const entries: [string, Rule][] = Object.entries(rules);
  const rows = entries.map(([id, rule]) => `| [${id}](#${ruleAnchor(id)}) | ${rule.severity} | ${rule.title} |`);
  const table = ['| Rule | Severity | What is wrong |', '| --- | --- | --- |', ...rows].join('\n');
  return [intro, table, ...entries.map(([id, rule]) => section(id, rule))].join('\n\n');
}

function section(id: string, { title, severity, description, example }: Rule): string {
  const parts = [`## ${id}`, `**${title}** (${severity})`, description];
  if (example === undefined) return parts.join('\n\n');
  const { title: message, name } = kindNamed(example.kind);
  return [...parts, `${message} (\`${name}\`), wrong:`, code(example.wrong), 'right:', code(example.right)].join('\n\n');
}

/** Very long payloads are cut. */
function code(payload: string): string {
  const shown = payload.length > 400 ? `${payload.slice(0, 100)} …` : payload;
  return `\`\`\`json\n${shown}\n\`\`\``;
}
