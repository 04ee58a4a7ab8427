import { connectionLanguages, type ConnectionLanguage } from '../../assist/connectionCode/connectionCode.ts';

/** What the languages of connection code are called. */
const names: Readonly<Record<ConnectionLanguage, string>> = {
  arduino: 'Arduino (PubSubClient)',
  espIdf: 'ESP-IDF',
  python: 'Python (paho-mqtt)',
  node: 'Node (MQTT.js)',
  deviceYaml: 'wiotp-sdk (device.yaml)',
  bash: 'mosquitto_pub (bash)',
  powerShell: 'mosquitto_pub (PowerShell)',
};

/** All languages, by ID and name. */
export const codeLanguages = connectionLanguages.map((id) => ({ id, name: names[id] }));

export function languageName(language: ConnectionLanguage): string {
  return names[language];
}

export function isConnectionLanguage(language: string): language is ConnectionLanguage {
  return connectionLanguages.some((known) => known === language);
}
