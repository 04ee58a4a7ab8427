import type { CommandContext } from './commandContext.ts';
import type { ExitCode } from './exitCode.ts';
import { doctorUsage } from './doctor/doctorUsage.ts';
import { explainUsage } from './explain/explainUsage.ts';
import { kindsUsage } from './kinds/kindsUsage.ts';
import { lintUsage } from './lint/lintUsage.ts';
import { markUsage } from './mark/markUsage.ts';
import { platformUsage } from './platform/platformUsage.ts';
import { publishUsage } from './publish/publishUsage.ts';

/** One command of `wiotp`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` shows. */
  readonly usage: string;
  /**
   * Loads the command's code, and no other's, and runs it.
   * @throws Refusal for wrong usage, and when the command cannot do what it is asked for.
   */
  readonly run: (args: readonly string[], context: CommandContext) => Promise<ExitCode>;
}

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  {
    name: 'lint',
    summary: 'check payload files, transcripts, shared connections and replies',
    usage: lintUsage,
    run: async (args, context) => (await import('./lint/lintCommand.ts')).lintCommand(args, context),
  },
  {
    name: 'kinds',
    summary: 'list every kind of message, or show all about one',
    usage: kindsUsage,
    run: async (args, context) => (await import('./kinds/kindsCommand.ts')).kindsCommand(args, context),
  },
  {
    name: 'explain',
    summary: 'say what a number, a topic, a client ID, a host or a rule means',
    usage: explainUsage,
    run: async (args, context) => (await import('./explain/explainCommand.ts')).explainCommand(args, context),
  },
  {
    name: 'platform',
    summary: 'run the embedded platform until a signal ends it',
    usage: platformUsage,
    run: async (args, context) => (await import('./platform/platformCommand.ts')).platformCommand(args, context),
  },
  {
    name: 'publish',
    summary: 'publish an event or a command, once or again and again',
    usage: publishUsage,
    run: async (args, context) => (await import('./publish/publishCommand.ts')).publishCommand(args, context),
  },
  {
    name: 'mark',
    summary: 'put a marker into the traffic logs of the windows that watch the platform',
    usage: markUsage,
    run: async (args, context) => (await import('./mark/markCommand.ts')).markCommand(args, context),
  },
  {
    name: 'doctor',
    summary: 'find out step by step why a connection does not come about',
    usage: doctorUsage,
    run: async (args, context) => (await import('./doctor/doctorCommand.ts')).doctorCommand(args, context),
  },
];
