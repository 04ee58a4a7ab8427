import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { ClientDirectory } from '../../../src/platform/clients/clientDirectory.ts';
import { Faults } from '../../../src/platform/faults/faults.ts';
import { ImageServer } from '../../../src/platform/images/imageServer.ts';
import type { ImageState, ImageTransfer, ImageWish } from '../../../src/rpc/device/imageState.ts';
import { systemClock, type Clock } from '../../../src/rpc/node/clock.ts';
import type { ListenerService, ListenerState } from '../../../src/rpc/platformContract.ts';
import { soon } from './soon.ts';

/** An image server on a port of its own, with what a user may do to it. */
export interface ImageBench {
  readonly images: ImageServer;
  readonly faults: Faults;
  /** A folder that ends with the test. */
  readonly folder: string;
  readonly serve: (source: ImageWish['source'], wish?: Partial<ImageWish>) => Promise<ImageState>;
  /** The latest transfer of the latest image, once it fits. */
  readonly transfer: (fits: (transfer: ImageTransfer) => boolean) => Promise<ImageTransfer>;
}

/** Starts an image server that ends with the test. */
export async function imageBench(t: TestContext, clock: Clock = systemClock, service: ListenerService = 'full'): Promise<ImageBench> {
  const folder = await mkdtemp(join(tmpdir(), 'images-'));
  let heard = Promise.withResolvers<void>();
  const faults = new Faults({ org: 'abc123', directory: new ClientDirectory(() => undefined), clock, changed: () => undefined });
  const states: ListenerState[] = [];
  const changed = (): void => {
    heard.resolve();
    heard = Promise.withResolvers();
  };
  const images = new ImageServer({ faults, clock, listeners: () => states, changed });
  const server = createServer((request, response) => {
    const { remoteAddress, remotePort } = request.socket;
    const link = { id: '1', peer: `${remoteAddress}:${remotePort}`, host: '127.0.0.1', port, service, secure: false, webSocket: false };
    if (!images.handle(request, response, link)) response.writeHead(418).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  states.push({ id: 'a', service: 'full', secure: false, host: '127.0.0.1', port, open: false });
  t.after(async () => {
    images.dispose();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  const usual = { name: 'thermostat', version: '1.1', verifier: 'sha256', host: '127.0.0.1', secure: false } as const;
  return {
    images,
    faults,
    folder,
    serve: (source, wish = {}) => images.serve({ source, ...usual, ...wish }),
    async transfer(fits) {
      for (;;) {
        const latest = images.states()[0]?.transfers[0];
        if (latest !== undefined && fits(latest)) return latest;
        await soon('a transfer', Promise.race([heard.promise, new Promise((resolve) => setImmediate(resolve))]));
      }
    },
  };
}
