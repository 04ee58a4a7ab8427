import type { ConnectionTarget } from '../../../../src/assist/connectionCode/connectionTarget.ts';

/** A certificate in form only. */
export const caPem = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\nQUJD+/==\n-----END CERTIFICATE-----\n';

/** A device that connects with TLS to an address. */
export const target: ConnectionTarget = {
  org: 'abc123',
  typeId: 'thermostat',
  deviceId: 't-100',
  classId: 'Device',
  token: 'MP$08VKz!8rXwnR-Q*',
  host: '192.168.1.10',
  port: 8883,
  tls: true,
  caPem,
  transport: 'tcp',
};
