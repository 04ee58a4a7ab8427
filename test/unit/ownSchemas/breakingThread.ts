// A thread for the tests of OwnSchemaThread: it ends when a payload says so, while it is at work or when it is not.
import { exit } from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { schemaServer } from '../../../src/ownSchemas/schemaServer.ts';
import { WorkSign } from '../../../src/ownSchemas/workSign.ts';
import { PortWire } from '../../../src/rpc/node/portWire.ts';
import type { SchemaNews, SchemaThreadData } from '../../../src/rpc/node/schemaThread.ts';
import type { SchemaCalls } from '../../../src/rpc/schemaContract.ts';
import { Service } from '../../../src/rpc/service.ts';

if (parentPort !== null) {
  const { workSign } = workerData as SchemaThreadData;
  const sign = new WorkSign(workSign);
  const server = schemaServer(sign);
  const service = new Service<SchemaCalls, SchemaNews>(new PortWire(parentPort), {
    ...server,
    check: (jobs) => {
      for (const [at, { text }] of jobs.entries()) {
        // A thread that runs out of memory does not get to say that its work is over.
        if (text === '"die at work"') new Int32Array(workSign).set([1, at]);
        if (text.includes('die')) exit(1);
      }
      return server.check(jobs);
    },
  });
  service.start();
}
