import { pubSubClientBuffer, utf8Bytes } from '../../wiotp/packetSize.ts';
import { tokenUserName } from '../../wiotp/limits.ts';
import { cLines, cPem } from './cDeclarations.ts';
import { clientIdOfTarget } from './clientIdentity.ts';
import { missingToken, type ConnectionTarget } from './connectionTarget.ts';
import { manageRequest, ownTopics, samplePayload } from './ownTopics.ts';
import { addressRemark, remarks } from './remarks.ts';

/** Room for commands and for requests of Device Management, which may come with metadata or a long `uri`. */
const roomyBuffer = 1024;

/** A sketch for Arduino on ESP32 or ESP8266 with PubSubClient, which knows no WebSocket and publishes at QoS 0. */
export function arduinoConnection(target: ConnectionTarget): string {
  const { token = missingToken, host, port, tls, caPem } = target;
  const topics = ownTopics(target);
  const checked = tls && caPem !== undefined;
  return `${[...remarks(target), ...addressRemark(target)].map((line) => `// ${line}`).join('\n')}
#include <WiFi.h> // ESP8266: ESP8266WiFi.h
${tls ? '#include <WiFiClientSecure.h>\n' : ''}#include <PubSubClient.h>

const char wifiName[] = "your-network";
const char wifiPassword[] = "your-password";

const char host[] =
${cLines(host)};
const uint16_t port = ${port};
const char clientId[] =
${cLines(clientIdOfTarget(target))};
const char userName[] = "${tokenUserName}"; // exactly this
const char token[] =
${cLines(token)};
const char eventTopic[] =
${cLines(topics.event)};
${checked ? `const char caCertificate[] =\n${cPem(caPem)};\n` : ''}
${tls ? 'WiFiClientSecure' : 'WiFiClient'} network;
PubSubClient client(network);

void received(char *topic, uint8_t *payload, unsigned int length) {
  Serial.printf("%s: %.*s\\n", topic, (int)length, (const char *)payload);
}

void connectToPlatform() {
  if (!client.connect(clientId, userName, token)) {
    Serial.printf("Not connected, state %d: the platform's log says why\\n", client.state());
    delay(5000);
    return;
  }
  client.subscribe("${topics.commands}", 1);
  // Before the Manage request: its answer comes on one of these topics.
  client.subscribe("${topics.management}", 1);
  char manage[64];
  snprintf(manage, sizeof manage, "{\\"d\\":{\\"lifetime\\":0},\\"reqId\\":\\"%lu\\"}", (unsigned long)micros());
  client.publish("${topics.manage}", manage);
}

void setup() {
  Serial.begin(115200);
  WiFi.begin(wifiName, wifiPassword);
  while (WiFi.status() != WL_CONNECTED) delay(500);
${tls ? `${trust(checked)}\n` : ''}  client.setServer(host, port);
  // The largest packet of this sketch needs ${neededBuffer(target)} bytes. The usual 256 lose larger commands without a word.
  client.setBufferSize(${Math.max(roomyBuffer, neededBuffer(target))});
  client.setCallback(received);
}

void loop() {
  static uint32_t published = 0;
  if (!client.connected()) connectToPlatform();
  client.loop();
  if (client.connected() && millis() - published >= 10000) {
    published = millis();
    client.publish(eventTopic, ${cLines(samplePayload).trim()});
  }
}
`;
}

function trust(checked: boolean): string {
  return checked
    ? '  network.setCACert(caCertificate); // ESP8266: setTrustAnchors, and the clock has to be set before'
    : '  network.setInsecure(); // Anybody can pose as the platform: use setCACert with its certificate.';
}

/** Of the packets that the sketch sends, CONNECT among them, which PubSubClient builds in the same buffer. */
function neededBuffer(target: ConnectionTarget): number {
  const { event, manage } = ownTopics(target);
  const { token = missingToken } = target;
  const longestReqId = '4294967295';
  return Math.max(
    connectBuffer([clientIdOfTarget(target), tokenUserName, token]),
    pubSubClientBuffer(event, utf8Bytes(samplePayload)),
    pubSubClientBuffer(manage, utf8Bytes(manageRequest(longestReqId))),
  );
}

/** The fixed header as PubSubClient reserves it, 10 bytes of protocol, flags and keepalive, and each text with its length. */
function connectBuffer(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + 2 + utf8Bytes(text), 5 + 10);
}
