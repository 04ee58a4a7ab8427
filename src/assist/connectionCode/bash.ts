import type { ConnectionTarget } from './connectionTarget.ts';
import { caFile, mosquittoOptions, mosquittoRemarks, mosquittoToken } from './mosquitto.ts';
import { ownTopics, samplePayload } from './ownTopics.ts';
import { pemLines } from './pemLines.ts';
import { remarks } from './remarks.ts';
import { shellWord } from './shellWord.ts';

/** Commands for bash with mosquitto's clients, over TCP. */
export function bashConnection(target: ConnectionTarget): string {
  const topics = ownTopics(target);
  const options = mosquittoOptions(target).map(([option, value]) => `${option} ${shellWord(value)}`);
  return `${[...remarks(target), ...mosquittoRemarks].map((line) => `# ${line}`).join('\n')}
${authority(target)}token=${shellWord(mosquittoToken(target))}
connection=(${options.join(' ')} -P "$token")

# Publish an event:
mosquitto_pub "\${connection[@]}" -q 1 -t ${shellWord(topics.event)} -m ${shellWord(samplePayload)}

# Listen to commands and to Device Management, until Ctrl+C:
mosquitto_sub "\${connection[@]}" -q 1 -v -t ${shellWord(topics.commands)} -t ${shellWord(topics.management)}
`;
}

function authority({ tls, caPem }: ConnectionTarget): string {
  return tls && caPem !== undefined ? `cat > ${caFile} <<'END'\n${pemLines(caPem).join('\n')}\nEND\n` : '';
}
