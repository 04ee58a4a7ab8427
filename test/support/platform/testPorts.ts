import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import type { Duplex } from 'node:stream';
import { CertificateStore } from '../../../src/platform/certificates/certificateStore.ts';
import type { Link } from '../../../src/platform/ports/link.ts';
import { PortSet, type ListenerWish } from '../../../src/platform/ports/portSet.ts';
import { systemClock, type Clock } from '../../../src/rpc/node/clock.ts';
import type { ListenerState } from '../../../src/rpc/platformContract.ts';
import type { Refusal } from '../../../src/wiotp/refusal.ts';
import { FakeClock } from './fakeClock.ts';
import { soon } from './soon.ts';
import { org } from './testPlatform.ts';

/** What ports told. */
export type Told =
  | { readonly what: 'tcp'; readonly link: Link }
  | { readonly what: 'tls'; readonly link: Link }
  | { readonly what: 'http'; readonly link: Link }
  | { readonly what: 'webSocket'; readonly link: Link }
  | { readonly what: 'mqtt'; readonly link: Link; readonly stream: Duplex }
  | { readonly what: 'control'; readonly link: Link; readonly stream: Duplex }
  | { readonly what: 'request'; readonly link: Link; readonly request: IncomingMessage; readonly response: ServerResponse }
  | { readonly what: 'refused'; readonly link: Link; readonly why: Refusal }
  | { readonly what: 'closing'; readonly listener: ListenerState; readonly why: Refusal };

/** Ports whose clients nobody serves but the test. */
export class TestPorts {
  readonly ports: PortSet;
  readonly certificates: CertificateStore;
  readonly told: Told[] = [];
  readonly defects: unknown[] = [];
  /** Reads whatever arrives, answers every request, and keeps nothing to tell. */
  careless = false;
  /** How often something was opened or closed. */
  changes = 0;
  #heard = Promise.withResolvers<void>();

  constructor(certificates: CertificateStore, clock: Clock) {
    this.certificates = certificates;
    const tell = (told: Told): void => {
      if (this.careless) return serveCarelessly(told);
      this.told.push(told);
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
    };
    this.ports = new PortSet({
      handlers: {
        mqtt: (stream, link) => tell({ what: 'mqtt', link, stream }),
        http: (request, response, link) => tell({ what: 'request', link, request, response }),
        control: (stream, link) => tell({ what: 'control', link, stream }),
        arrived: (link, stage) => tell({ what: stage, link }),
        refused: (link, why) => tell({ what: 'refused', link, why }),
        closing: (listener, why) => tell({ what: 'closing', listener, why }),
        failed: (error) => this.defects.push(error),
      },
      clock,
      org,
      certificates,
      changed: () => this.changes++,
    });
  }

  /** Opens a port of loopback. */
  open(wish: Partial<ListenerWish> = {}): Promise<ListenerState> {
    return this.ports.open({ service: 'full', secure: false, host: '127.0.0.1', port: { port: 0, orAnother: false }, ...wish });
  }

  /** The first thing of this sort that was told or will be; it is not given again. */
  async next<W extends Told['what']>(what: W): Promise<Extract<Told, { what: W }>> {
    for (;;) {
      const at = this.told.findIndex((told) => told.what === what);
      if (at >= 0) return this.told.splice(at, 1)[0] as Extract<Told, { what: W }>;
      await soon(`${what} of a port`, this.#heard.promise);
    }
  }
}

function serveCarelessly(told: Told): void {
  if ('stream' in told) told.stream.on('error', () => undefined).resume();
  if ('response' in told) told.response.end();
}

/** Making certificates takes time, and one authority serves all tests of a file. */
let shared: Promise<CertificateStore> | undefined;

/** Ports that close with the test. */
export async function startPorts(t: TestContext, clock: Clock = systemClock): Promise<TestPorts> {
  shared ??= openCertificates();
  const ports = new TestPorts(await shared, clock);
  t.after(async () => {
    for (const told of ports.told) if ('stream' in told) told.stream.destroy();
    await ports.ports.closeAll(0);
    // A defect that was caught is still a defect.
    if (ports.defects.length > 0) throw ports.defects[0];
  });
  return ports;
}

async function openCertificates(): Promise<CertificateStore> {
  const failed = (error: unknown): never => {
    throw error;
  };
  // The time of now, which stands still: nothing has to be renewed, and no timer keeps the process.
  const clock = new FakeClock();
  clock.advance(Date.now() - clock.now());
  const store = await CertificateStore.open({ folder: undefined, org, names: ['bench.example'], clock, failed });
  process.once('exit', () => store.dispose());
  return store;
}
