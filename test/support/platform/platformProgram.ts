// A platform in a process of its own that can be killed: `platformProgram.ts FOLDER`. Says its port, and registers devices on demand.
import { lintJudge } from '../../../src/platform/judge.ts';
import { Platform } from '../../../src/platform/platform.ts';
import { openStorage } from '../../../src/platform/store/openStorage.ts';
import { systemClock } from '../../../src/rpc/node/clock.ts';

const storage = openStorage(process.argv[2]);
const platform = new Platform({
  storage,
  judge: lintJudge,
  clock: systemClock,
  failed: (error) => {
    throw error;
  },
});
const { port } = await platform.listen('127.0.0.1', { port: 0, orAnother: false });
process.on('message', (deviceId: string) => {
  storage.registry.addDevice({ typeId: 'late', deviceId });
  process.send?.({ added: deviceId });
});
process.send?.({ port, devices: storage.registry.devices().map(({ deviceId }) => deviceId) });
