import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { soon } from '../../support/platform/soon.ts';
import type { Said, SdkClient, SdkFailure } from './sdkProtocol.ts';
import type { ServedPlatform } from './servedPlatform.ts';

/** A client library in a process of its own, as an application of somebody would run it. */
export class SdkProcess {
  readonly #child: ChildProcess;
  readonly #calls = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #events: { readonly event: string; readonly args: readonly unknown[] }[] = [];
  #heard = Promise.withResolvers<void>();
  #said = '';
  #lastId = 0;

  constructor(t: TestContext, platform: ServedPlatform, client: SdkClient) {
    const script = (name: string): string => join(import.meta.dirname, name);
    const env = {
      ...process.env,
      PLATFORM_PORTS: JSON.stringify({ 1883: platform.port, 8883: platform.tlsPort, 443: platform.tlsPort }),
      NODE_EXTRA_CA_CERTS: platform.caFile,
    };
    const args = ['--import', script('platformNames.ts'), script('driveSdk.ts'), JSON.stringify(client)];
    this.#child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    t.after(() => this.#child.kill('SIGKILL'));
    for (const stream of [this.#child.stdout, this.#child.stderr])
      createInterface({ input: stream! }).on('line', (line) => this.#take(line));
    this.#child.once('exit', (code) => this.#fail(new Error(`The client ended with ${code}: ${this.#said}`)));
  }

  /** Calls a method of the client, and gives what it gave. @throws Error with what the library said. */
  call(path: string, ...args: unknown[]): Promise<unknown> {
    const id = ++this.#lastId;
    const call = Promise.withResolvers<unknown>();
    this.#calls.set(id, call);
    this.#child.stdin?.write(`${JSON.stringify({ id, path, args })}\n`);
    return soon(path, call.promise);
  }

  /** Calls a method that must fail, and gives why it did. */
  async failure(path: string, ...args: unknown[]): Promise<SdkFailure> {
    try {
      await this.call(path, ...args);
    } catch (error) {
      return (error as Error).cause as SdkFailure;
    }
    throw new Error(`${path} did not fail`);
  }

  /** The arguments of the next event of that name that fits; what came before stays for others. */
  async event(name: string, fits: (...args: unknown[]) => boolean = () => true): Promise<readonly unknown[]> {
    for (;;) {
      const at = this.#events.findIndex(({ event, args }) => event === name && fits(...args));
      if (at >= 0) return this.#events.splice(at, 1)[0]!.args;
      await soon(`the event ${name}`, this.#heard.promise).catch((cause: unknown) => {
        throw new Error(`There was no event ${name}. The client said: ${this.#said}`, { cause });
      });
    }
  }

  /** The arguments of every event of that name that nobody has asked for yet. */
  heard(name: string): readonly (readonly unknown[])[] {
    return this.#events.flatMap(({ event, args }) => (event === name ? [args] : []));
  }

  #take(line: string): void {
    const said = parse(line);
    if (said === undefined) {
      this.#said = `${this.#said}\n${line}`.slice(-4000);
      return;
    }
    if ('event' in said) {
      this.#events.push(said);
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
      return;
    }
    const call = this.#calls.get(said.id);
    this.#calls.delete(said.id);
    if ('failed' in said) call?.reject(new Error(`${said.failed.message} ${JSON.stringify(said.failed.body)}`, { cause: said.failed }));
    else call?.resolve(said.value);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
  }
}

/** What the driver said; `undefined` for what the library logs. */
function parse(line: string): Said | undefined {
  if (!line.startsWith('{"id":') && !line.startsWith('{"event":')) return undefined;
  return JSON.parse(line) as Said;
}
