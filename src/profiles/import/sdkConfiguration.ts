/** What the configuration of an SDK says, as texts, whether it came from a file or from the environment [PY, ND2]. */
export interface SdkConfiguration {
  /** How the configuration names its settings, for messages: `options.mqtt.port`, or `WIOTP_OPTIONS_MQTT_PORT`. */
  readonly nameOf: (setting: SdkSetting) => string;
  readonly values: Partial<Readonly<Record<SdkSetting, string>>>;
  /** Whether it is read from the environment, where the SDKs have other usual values. */
  readonly isEnvironment: boolean;
}

/** Every setting of the SDKs that means something for a connection: where it stands in a file, and its variable. */
export const sdkSettings = {
  orgId: { place: 'identity.orgId', variable: 'WIOTP_IDENTITY_ORGID' },
  typeId: { place: 'identity.typeId', variable: 'WIOTP_IDENTITY_TYPEID' },
  deviceId: { place: 'identity.deviceId', variable: 'WIOTP_IDENTITY_DEVICEID' },
  appId: { place: 'identity.appId', variable: 'WIOTP_IDENTITY_APPID' },
  key: { place: 'auth.key', variable: 'WIOTP_AUTH_KEY' },
  token: { place: 'auth.token', variable: 'WIOTP_AUTH_TOKEN' },
  domain: { place: 'options.domain', variable: 'WIOTP_OPTIONS_DOMAIN' },
  port: { place: 'options.mqtt.port', variable: 'WIOTP_OPTIONS_MQTT_PORT' },
  transport: { place: 'options.mqtt.transport', variable: 'WIOTP_OPTIONS_MQTT_TRANSPORT' },
  cleanStart: { place: 'options.mqtt.cleanStart', variable: 'WIOTP_OPTIONS_MQTT_CLEANSTART' },
  caFile: { place: 'options.mqtt.caFile', variable: 'WIOTP_OPTIONS_MQTT_CAFILE' },
  sessionExpiry: { place: 'options.mqtt.sessionExpiry', variable: 'WIOTP_OPTIONS_MQTT_SESSIONEXPIRY' },
  keepAlive: { place: 'options.mqtt.keepAlive', variable: 'WIOTP_OPTIONS_MQTT_KEEPALIVE' },
  instanceId: { place: 'options.mqtt.instanceId', variable: 'WIOTP_OPTIONS_MQTT_INSTANCEID' },
  sharedSubscription: { place: 'options.mqtt.sharedSubscription', variable: 'WIOTP_OPTIONS_MQTT_SHAREDSUBSCRIPTION' },
  protocolVersion: { place: 'options.mqtt.protocolVersion', variable: 'WIOTP_OPTIONS_MQTT_PROTOCOLVERSION' },
} as const;

/** The name of a setting of the SDKs. */
export type SdkSetting = keyof typeof sdkSettings;

/** The names of all settings. */
export const sdkSettingNames = Object.keys(sdkSettings) as readonly SdkSetting[];
