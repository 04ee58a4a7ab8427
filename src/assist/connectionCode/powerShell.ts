import type { ConnectionTarget } from './connectionTarget.ts';
import { caFile, mosquittoOptions, mosquittoRemarks, mosquittoToken } from './mosquitto.ts';
import { ownTopics, samplePayload } from './ownTopics.ts';
import { pemLines } from './pemLines.ts';
import { legacyPassing, powerShellString, powerShellWord } from './powerShellWord.ts';
import { remarks } from './remarks.ts';

/** Commands for PowerShell, that of Windows included, with mosquitto's clients, over TCP. */
export function powerShellConnection(target: ConnectionTarget): string {
  const topics = ownTopics(target);
  const options = mosquittoOptions(target).map(([option, value]) => `'${option}', ${powerShellWord(value)}`);
  return `${[...remarks(target), ...mosquittoRemarks].map((line) => `# ${line}`).join('\n')}
${legacyPassing} # quotes below are written for both kinds of PowerShell
${authority(target)}$token = ${powerShellWord(mosquittoToken(target))}
$connection = ${options.join(', ')}, '-P', $token

# Publish an event:
& mosquitto_pub $connection -q 1 -t ${powerShellString(topics.event)} -m ${powerShellWord(samplePayload)}

# Listen to commands and to Device Management, until Ctrl+C:
& mosquitto_sub $connection -q 1 -v -t ${powerShellString(topics.commands)} -t ${powerShellString(topics.management)}
`;
}

function authority({ tls, caPem }: ConnectionTarget): string {
  if (!tls || caPem === undefined) return '';
  const lines = pemLines(caPem).map((line) => powerShellString(line));
  return `@(\n${lines.map((line) => `  ${line}`).join('\n')}\n) | Set-Content -Encoding ascii ${caFile}\n`;
}
