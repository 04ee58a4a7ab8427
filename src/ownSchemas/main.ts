import { parentPort, workerData } from 'node:worker_threads';
import { PortWire } from '../rpc/node/portWire.ts';
import type { SchemaNews, SchemaThreadData } from '../rpc/node/schemaThread.ts';
import type { SchemaCalls } from '../rpc/schemaContract.ts';
import { Service } from '../rpc/service.ts';
import { schemaServer } from './schemaServer.ts';
import { WorkSign } from './workSign.ts';

if (parentPort === null) throw new Error('Schemas run in a worker thread');
const { workSign } = workerData as SchemaThreadData;
new Service<SchemaCalls, SchemaNews>(new PortWire(parentPort), schemaServer(new WorkSign(workSign))).start();
