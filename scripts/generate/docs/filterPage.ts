import type { FilterField } from '../../../src/filter/fields/field.ts';
import { fieldTable } from '../../../src/filter/fields/fieldTable.ts';

const intro = `# Filters of the traffic log

<!-- Generated from the table in src/filter/fields. Do not edit; run: npm run docs -->

The filter bar above **Device Traffic** takes words and fields. Words are sought in the payload, the topic, the client, the title of the kind, the rc with its
meaning, and in what a connection event, a note or a marker says; case does not matter, and \`*\` counts as a sign like others. \`"two words"\` is one text. A field asks for one thing, such as \`kind:dm.*\`; several values are separated by commas, and one of them
has to hold.

| Written                        | Lets through                                             |
| ------------------------------ | -------------------------------------------------------- |
| \`kind:dm.* rc:>=400\`           | what both let through                                    |
| \`-client:t-100\`                | what the term does not; \`!\` and \`not\` mean the same      |
| \`kind:dm.reboot or is:marker\`  | what one of them does; \`\\|\` means the same               |
| \`(reboot or reset) dir:down\`   | parentheses as expected                                  |
| \`"d: 1"\`, \`client:"a b"\`       | quotes around what has blanks or other signs in it       |
| \`d:abc123:thermostat:t-100\`    | a client ID pasted as it is, looked for as a text        |
| \`"temperature":21\`             | a member of JSON pasted as it is, looked for as a text   |

Ctrl+Space completes, the arrow keys bring back earlier filters, and a filter that cannot be understood says where and why; the one before stays in force.

## Fields`;

/** `docs/filter.md`: the language of the filter bar. */
export function filterPage(): string {
  return [intro, ...fieldTable.map(fieldSection)].join('\n\n') + '\n';
}

function fieldSection({ name, meaning, takes, examples, words }: FilterField): string {
  const shown = examples.map((example) => `\`${example}\``).join(', ');
  const head = `### ${name}\n\nAsks for ${meaning}. A value is ${takes}. For example ${shown}.`;
  const rows = words.map(({ word, meaning: means }) => `| \`${word}\` | ${means} |`);
  return rows.length === 0 ? head : `${head}\n\n| Value | Meaning |\n| --- | --- |\n${rows.join('\n')}`;
}
