import type { IClientOptions } from 'mqtt';
import type { Will } from '../../profiles/profile.ts';
import type { Secrets } from '../../profiles/secrets.ts';
import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import { clientIdOf } from '../../wiotp/clientId.ts';
import { mostPacketBytes } from './packetSizes.ts';

/** What CONNECT says. */
export interface Login {
  readonly clientId: string;
  /** Absent on Quickstart, and then no password is sent either. */
  readonly userName: string | undefined;
  readonly token: string | undefined;
  readonly cleanSession: boolean;
  readonly keepAliveSeconds: number;
  /** 3.1.1 unless told. */
  readonly mqttVersion?: SessionSettings['mqttVersion'];
  /** MQTT 5, of a session that is not clean; absent for as long as the server can keep it. */
  readonly sessionExpirySeconds?: number;
  readonly will?: Will;
}

/** MQTT 5: a session that does not expire by itself. */
const neverExpires = 0xffff_ffff;

/** What the CONNECT of a session says. */
export function loginOf(settings: SessionSettings, { token }: Secrets): Login {
  const { identity, userName, cleanSession, keepAliveSeconds, mqttVersion, sessionExpirySeconds, will } = settings;
  return {
    clientId: clientIdOf(identity),
    userName,
    token,
    cleanSession,
    keepAliveSeconds,
    mqttVersion,
    ...(sessionExpirySeconds === undefined ? {} : { sessionExpirySeconds }),
    ...(will === undefined ? {} : { will }),
  };
}

/** A login as the MQTT library takes it. */
export function loginOptions(login: Login): IClientOptions {
  const { clientId, userName, token, cleanSession, keepAliveSeconds, mqttVersion, sessionExpirySeconds, will } = login;
  return {
    clientId,
    ...(userName === undefined ? {} : { username: userName }),
    // [PX-mqtt] A password without a user name breaks the protocol. Not as a string: that would show in the debug output.
    ...(userName === undefined || token === undefined ? {} : { password: Buffer.from(token) }),
    clean: cleanSession,
    keepalive: keepAliveSeconds,
    ...(mqttVersion === '5'
      ? {
          protocolVersion: 5,
          properties: {
            maximumPacketSize: mostPacketBytes,
            ...(cleanSession ? {} : { sessionExpiryInterval: sessionExpirySeconds ?? neverExpires }),
          },
        }
      : { protocolVersion: 4 }),
    // [PX-mqtt] The platform clears the retain flag of a will.
    ...(will === undefined ? {} : { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: will.qos, retain: false } }),
  };
}
