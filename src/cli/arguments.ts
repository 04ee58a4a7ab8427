import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '../wiotp/nearest.ts';
import { reasonOf } from './reasonOf.ts';
import { wrongUsage } from './wrongUsage.ts';

/** The options of a command, as `node:util` has them. */
export type OptionTable = NonNullable<ParseArgsConfig['options']>;

type Parsed<Options extends OptionTable> = ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>>;

/**
 * Reads the arguments of a command.
 * @throws Refusal for an option that there is not, which names the one that may be meant, and for a missing or needless value.
 */
export function readArguments<Options extends OptionTable>(command: string, args: readonly string[], options: Options): Parsed<Options> {
  const wrong = unknownOption(args, options);
  if (wrong !== undefined) {
    const meant = nearest(
      wrong,
      Object.keys(options).map((name) => `--${name}`),
    );
    throw wrongUsage(command, `There is no option ${wrong}.${meant === undefined ? '' : ` Is ${meant} meant?`}`);
  }
  try {
    return parseArgs({ args: withNegativeNumbers(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw wrongUsage(command, reasonOf(error));
  }
}

/** Reads the arguments of a command that takes nothing but options. @throws Refusal */
export function readOptions<Options extends OptionTable>(
  command: string,
  args: readonly string[],
  options: Options,
): Parsed<Options>['values'] {
  const { values, positionals } = readArguments(command, args, options);
  const [extra] = positionals;
  if (extra !== undefined) throw wrongUsage(command, `wiotp ${command} takes options only; "${extra}" is none.`);
  return values;
}

/** A negative number is the value of the option before it, which says better what is wrong with it than that a dash is in the way. */
function withNegativeNumbers(args: readonly string[], options: OptionTable): string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const joined: string[] = [];
  for (const [at, argument] of args.entries()) {
    const before = joined.at(-1)?.replace(/^--/, '') ?? '';
    const isValue = at < end && /^-\d/.test(argument) && joined.at(-1) !== before && options[before]?.type === 'string';
    if (isValue) joined.splice(-1, 1, `--${before}=${argument}`);
    else joined.push(argument);
  }
  return joined;
}

/** The first argument that is an option, but none of these. A lone `-` is standard input, and nothing after `--` is an option. */
function unknownOption(args: readonly string[], options: OptionTable): string | undefined {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const found = tokens.find((token) => token.kind === 'option' && !Object.hasOwn(options, token.name));
  return found?.kind === 'option' ? found.rawName : undefined;
}
