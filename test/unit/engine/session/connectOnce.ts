// A process that connects a session to the port it is given, publishes and disconnects.
import { randomUUID } from 'node:crypto';
import { OwnConnections } from '../../../../src/engine/ownConnections.ts';
import { Sessions } from '../../../../src/engine/session/sessions.ts';
import { systemClock } from '../../../../src/rpc/node/clock.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { testSettings } from '../../../support/engine/testSettings.ts';
import { token } from '../../../support/engine/sessionBench.ts';

const nothing = (): void => undefined;
const sessions = new Sessions({
  clock: systemClock,
  random: Math.random,
  uuid: randomUUID,
  own: new OwnConnections(systemClock),
  record: nothing,
  whenReady: (run) => run(),
  changed: nothing,
});
await sessions.connect(testSettings(Number(process.argv[2])), { token });
await sessions.get('one').publish({ topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({}), qos: 1, retain: false });
await sessions.disconnect('one');
