import type { ConnectionAttempt } from '../../../src/rpc/board/attempt.ts';
import type { AttemptRow, BoardState } from '../../../src/rpc/board/boardContract.ts';
import type { ListenerState } from '../../../src/rpc/platformContract.ts';

/** An attempt from a board on the bench; the rest is filled in. */
export function attempt(connection: string, parts: Partial<ConnectionAttempt> = {}): ConnectionAttempt {
  return {
    connection,
    time: Date.UTC(2026, 2, 1, 9, 30, 0),
    peer: '192.168.1.40:52011',
    host: '192.168.1.10',
    port: 1883,
    secure: false,
    stage: 'tcp',
    ...parts,
  };
}

export function row(parts: Partial<ConnectionAttempt>, times = 1): AttemptRow {
  const { connection: _connection, ...outcome } = parts;
  return {
    id: JSON.stringify(outcome),
    attempt: attempt(parts.connection ?? 'c-1', parts),
    times,
    outside: true,
    awaited: false,
    routine: false,
  };
}

function listener(host: string, secure: boolean): ListenerState {
  const port = secure ? 8883 : 1883;
  return { id: `${host}:${port}`, service: 'full', secure, host, port, open: host !== '127.0.0.1' };
}

/** The platform runs, and one network is open. */
export const running: BoardState = {
  running: true,
  device: {
    typeId: 'thermostat',
    deviceId: 't-100',
    clientId: 'd:abc123:thermostat:t-100',
    online: false,
    managed: false,
    tokenKept: true,
  },
  interfaces: [
    { name: 'enp3s0', address: '192.168.1.10', kind: 'lan', listeners: [listener('192.168.1.10', false), listener('192.168.1.10', true)] },
    { name: 'wlp2s0', address: '192.168.7.23', kind: 'lan', listeners: [] },
    { name: 'docker0', address: '172.17.0.1', kind: 'virtual', listeners: [] },
    { name: 'lo', address: '127.0.0.1', kind: 'loopback', listeners: [listener('127.0.0.1', false), listener('127.0.0.1', true)] },
  ],
  languages: [
    { id: 'arduino', name: 'Arduino (PubSubClient)' },
    { id: 'python', name: 'Python (paho-mqtt)' },
  ],
  wish: { address: '192.168.1.10', language: 'arduino', tls: false },
  hints: [],
  attempts: [],
};

/** Refused again and again, because nobody has registered it. */
export const unknownDevice = row(
  {
    connection: 'c-9',
    stage: 'refused',
    clientId: 'd:abc123:thermostat:t-200',
    code: 5,
    reason: 'The device t-200 of the type thermostat is not registered.',
    advice: 'Register it, or correct the client ID.',
    registrable: { typeId: 'thermostat', deviceId: 't-200' },
  },
  12,
);

/** What a morning with a board looks like. */
export const busy: BoardState = {
  ...running,
  attempts: [
    row({ connection: 'c-11', stage: 'accepted', clientId: 'd:abc123:thermostat:t-100' }),
    unknownDevice,
    row({
      connection: 'c-5',
      stage: 'refused',
      clientId: 'd:abc123:thermostat:t-100',
      code: 5,
      reason: 'The device sent the user name "token". That is a word of SDK configuration files; on the wire it is use-token-auth.',
      advice: 'Set the user name to use-token-auth and the password to the device’s token.',
    }),
    row(
      {
        connection: 'c-3',
        stage: 'refused',
        code: 163,
        secure: true,
        port: 8883,
        reason: 'The client does not know the certificate’s authority.',
      },
      3,
    ),
    row({ connection: 'c-1', stage: 'tcp' }),
  ],
  hints: [
    {
      title: 'Windows’ firewall',
      text: 'Windows asks once whether other machines may reach the platform.',
      command: "New-NetFirewallRule -DisplayName 'Device Workbench' -Direction Inbound -LocalPort 1883,8883 -Action Allow",
    },
  ],
};
