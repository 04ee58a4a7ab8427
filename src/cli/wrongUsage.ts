import { Refusal } from '../wiotp/refusal.ts';

/** The refusal of a command line that asks for what the command does not do. Advice is the command's usage unless given. */
export function wrongUsage(command: string, message: string, advice = `See wiotp ${command} --help.`): Refusal {
  return new Refusal(message, { rule: 'the command line follows the usage', advice });
}
