import { markerFault } from '../../rpc/log/markerText.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { readArguments } from '../arguments.ts';
import { askRunningPlatform } from '../connection/runningPlatform.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Outputs } from '../outputs.ts';
import { wrongUsage } from '../wrongUsage.ts';

/**
 * `wiotp mark`: has the embedded platform tell a marker to all who watch it.
 * @throws Refusal for wrong usage, and when no platform runs or answers.
 */
export async function markCommand(args: readonly string[], { out, err }: Outputs): Promise<ExitCode> {
  const { values, positionals } = readArguments('mark', args, { json: { type: 'boolean', default: false } });
  const [given, ...more] = positionals;
  if (given === undefined) throw wrongUsage('mark', 'The words of the marker are missing.');
  if (more.length > 0) throw wrongUsage('mark', 'A marker is one text. Put one with spaces into quotes.');
  const text = given.trim();
  const fault = markerFault(text);
  if (fault !== undefined) throw wrongUsage('mark', fault);
  const told = await askRunningPlatform((platform) => platform.ask('mark', text));
  if (told === undefined) throw noPlatform();
  const { watchers } = told;
  if (values.json) await out.writeAll(`${JSON.stringify({ text, watchers })}\n`);
  if (watchers > 0) return exitCode.fine;
  if (!values.json)
    err.write(() => 'Nobody watches the embedded platform, so no log has the marker. Open Device Workbench in a window first.');
  return exitCode.problems;
}

function noPlatform(): Refusal {
  return new Refusal('No embedded platform runs, and it is what passes markers on.', {
    rule: 'markers reach windows through the embedded platform',
    advice:
      'Start it with wiotp platform, or in the window with Start Embedded Platform. For a window that does without it there is the command Add Marker….',
  });
}
