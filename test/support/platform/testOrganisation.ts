/** The organisation of every test platform. */
export const org = 'abc123';

/** The token of every device and gateway. */
export const deviceToken = 'device-token';

export const apiKey = { key: `a-${org}-1234567890`, token: 'api-token' };

/** What a client sends to be let in. */
export interface Credentials {
  clientId: string;
  username: string;
  password: string;
}

/** How a sensor connects. */
export function asDevice(deviceId: string): Credentials {
  return { clientId: `d:${org}:sensor:${deviceId}`, username: 'use-token-auth', password: deviceToken };
}

/** How a gateway of the type `bridge` connects. */
export function asGateway(deviceId: string): Credentials {
  return { clientId: `g:${org}:bridge:${deviceId}`, username: 'use-token-auth', password: deviceToken };
}

/** How an application connects. */
export function asApplication(clientId = `a:${org}:app`): Credentials {
  return { clientId, username: apiKey.key, password: apiKey.token };
}
