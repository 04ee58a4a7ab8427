// The other end of the tests of portWire: a thread that answers, fails and ends on request.
import { parentPort } from 'node:worker_threads';
import { PortWire } from '../../../../src/rpc/node/portWire.ts';
import { Service } from '../../../../src/rpc/service.ts';

/** What the thread answers. */
export interface EchoCalls {
  echo(bytes: Uint8Array): Uint8Array;
  never(): void;
  crash(): void;
  leave(): void;
}

/** What the thread tells. */
export interface EchoNews {
  tick(count: number): void;
}

if (parentPort !== null) {
  const service = new Service<EchoCalls, EchoNews>(new PortWire(parentPort), {
    echo: (bytes) => {
      service.tell('tick', bytes.byteLength);
      return bytes;
    },
    never: () => new Promise(() => undefined),
    crash: () => {
      setImmediate(() => {
        throw new Error('out of paper');
      });
      return new Promise(() => undefined);
    },
    leave: () => {
      setImmediate(() => service.dispose());
    },
  });
  service.start();
}
