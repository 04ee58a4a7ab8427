/**
 * Runs one client of a library of IBM's and does what it is told: a line of JSON for each call comes in, one for each result and each
 * event goes out.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import type { Order, Said, SdkClient } from './sdkProtocol.ts';

type Callable = (...args: unknown[]) => unknown;

const require = createRequire(import.meta.url);
const client = build(JSON.parse(process.argv[2] ?? '{}') as SdkClient);
const emit = (client['emit'] as Callable).bind(client);
client['emit'] = (event: string, ...args: unknown[]): unknown => {
  say({ event, args: args.map(plain) });
  // An event without a listener would throw; who listens is at the other end of the pipe.
  return event === 'error' ? true : emit(event, ...args);
};

createInterface({ input: process.stdin }).on('line', (line) => void obey(JSON.parse(line) as Order));

async function obey({ id, path, args }: Order): Promise<void> {
  try {
    const names = path.split('.');
    const owner = names.slice(0, -1).reduce<Record<string, unknown>>((value, name) => value[name] as Record<string, unknown>, client);
    const result: unknown = await (owner[names.at(-1) ?? ''] as Callable).apply(owner, args);
    say({ id, value: result === client ? null : plain(result) });
  } catch (error) {
    const { message, response } = error as Error & { response?: { status?: number; data?: unknown } };
    say({ id, failed: { message, status: response?.status, body: response?.data } });
  }
}

function build({ module, client: name, config }: SdkClient): Record<string, unknown> {
  const library = require(module) as Record<string, new (...args: unknown[]) => Record<string, unknown>> & { default?: object };
  const Client = library[name];
  if (Client === undefined) throw new Error(`${module} has no ${name}`);
  if (module === 'ibmiotf') return new Client(...config);
  const kind = name.replace('Client', '');
  // The library keeps the configuration of gateways to itself.
  const path = `@wiotp/sdk/dist/${kind.toLowerCase()}/${kind}Config`;
  const { default: Config } = require(path) as { default: new (...args: unknown[]) => object };
  return new Client(new Config(...config));
}

/** What can be said in JSON, with payloads as text. */
function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString();
  if (value instanceof Error) return value.message;
  return value ?? null;
}

function say(said: Said): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
