import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connectionCode, connectionLanguages, type ConnectionLanguage } from '../../../../src/assist/connectionCode/connectionCode.ts';
import { missingToken, type ConnectionTarget } from '../../../../src/assist/connectionCode/connectionTarget.ts';
import { ownTopics } from '../../../../src/assist/connectionCode/ownTopics.ts';
import { pubSubClientBuffer } from '../../../../src/wiotp/packetSize.ts';
import { topicFault } from '../../../../src/wiotp/topics/topicFault.ts';
import { caPem, target } from './target.ts';

const { token: _token, ...withoutToken } = target;
const { caPem: _ca, ...withoutCa } = target;
const plain: ConnectionTarget = { ...withoutCa, port: 1883, tls: false };
const gateway: ConnectionTarget = { ...target, classId: 'Gateway' };
const webSocket: ConnectionTarget = { ...target, transport: 'webSocket' };

/** Every kind of target that makes another code. */
const targets = { tls: target, plain, gateway, webSocket, withoutToken, withoutCa } satisfies Record<string, ConnectionTarget>;
const programs = connectionLanguages.filter((language) => language !== 'deviceYaml');

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

describe('connection code', () => {
  for (const language of programs) {
    it(`for ${language} connects as the client, with the user name that the platform takes`, () => {
      for (const [host, clientId] of [
        [target, 'd:abc123:thermostat:t-100'],
        [gateway, 'g:abc123:thermostat:t-100'],
      ] as const) {
        const code = connectionCode(language, host);
        for (const part of [clientId, 'use-token-auth', '192.168.1.10', '8883']) assert.ok(code.includes(part), part);
      }
    });

    it(`for ${language} holds the topics of the client’s class`, () => {
      for (const who of [target, gateway]) {
        const { event, commands, management } = ownTopics(who);
        for (const topic of [event, commands, management]) assert.ok(connectionCode(language, who).includes(topic), topic);
      }
    });

    it(`for ${language} trusts the authority with TLS, and knows nothing of it without`, () => {
      const line = caPem.split('\n')[1] ?? '';
      assert.ok(connectionCode(language, target).includes(line));
      assert.ok(!connectionCode(language, { ...plain, caPem }).includes(line));
      assert.match(connectionCode(language, withoutCa), /certificate of the platform’s authority is missing/);
    });
  }

  for (const language of connectionLanguages) {
    it(`for ${language} has a constant for a token that is not known, and says how to get one`, () => {
      const code = connectionCode(language, withoutToken);
      assert.ok(code.includes(missingToken));
      assert.match(code, /Issue New Token…/);
      assert.doesNotMatch(connectionCode(language, target), /Issue New Token…/);
    });

    it(`for ${language} has lines of bearable length`, () => {
      for (const each of Object.values(targets)) {
        const longest = Math.max(
          ...connectionCode(language, each)
            .split('\n')
            .map(({ length }) => length),
        );
        assert.ok(longest <= 170, `${longest}`);
      }
    });
  }

  it('uses topics that the platform lets each class use', () => {
    for (const [user, who] of [
      ['device', target],
      ['gateway', gateway],
    ] as const) {
      const { event, manage, commands, management } = ownTopics(who);
      for (const topic of [event, manage]) assert.equal(topicFault(user, 'publish', topic), undefined, topic);
      for (const filter of [commands, management]) assert.equal(topicFault(user, 'subscribe', filter), undefined, filter);
    }
  });

  it('for Arduino sets a buffer that holds every packet of the sketch', () => {
    const long = { ...gateway, typeId: 't'.repeat(36), deviceId: 'd'.repeat(36), token: 'x'.repeat(3_000) };
    const size = Number(/setBufferSize\((\d+)\)/.exec(connectionCode('arduino', long))?.[1]);
    assert.ok(size >= 3_000 + 'use-token-auth'.length + 15);
    assert.ok(size >= pubSubClientBuffer(ownTopics(long).manage, 64));
    assert.match(connectionCode('arduino', target), /setBufferSize\(1024\)/);
  });

  it('gives a name to whom an address is not enough, with the line for the hosts file', () => {
    assert.match(connectionCode('deviceYaml', target), /needs this line:\n# {5}192\.168\.1\.10 abc123\.messaging\.localhost\n/);
    const named = { ...target, host: 'abc123.messaging.localhost', address: '127.0.0.1' };
    for (const language of connectionLanguages) {
      assert.match(connectionCode(language, named), /Where this name is not found.*\n.*127\.0\.0\.1 abc123\.messaging\.localhost/);
    }
    for (const language of programs) assert.doesNotMatch(connectionCode(language, target), /hosts file/);
  });

  it('for wiotp-sdk warns of ports on which the library does not do what is wished', () => {
    assert.doesNotMatch(connectionCode('deviceYaml', target), /may not do what is wished/);
    assert.match(connectionCode('deviceYaml', { ...target, port: 50_123 }), /on 50123 it may not do what is wished/);
    assert.match(connectionCode('deviceYaml', { ...plain, port: 8883 }), /may not do what is wished/);
  });

  it('uses WebSocket where the client can', () => {
    assert.match(connectionCode('python', webSocket), /transport="websockets"/);
    assert.match(connectionCode('node', webSocket), /protocol: 'wss'.*path: '\/mqtt'/s);
    assert.match(connectionCode('node', { ...webSocket, host: '::1' }), /host: '\[::1\]'/);
    assert.match(connectionCode('espIdf', webSocket), /MQTT_TRANSPORT_OVER_WSS/);
    assert.match(connectionCode('deviceYaml', webSocket), /transport: websockets/);
  });
});

describe('connection code is understood', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'connection-code-'));
    for (const [name, content] of Object.entries(headers)) writeFileSync(path.join(folder, name), content);
  });
  after(() => rmSync(folder, { recursive: true }));

  const checks: Readonly<Partial<Record<ConnectionLanguage, readonly [program: string, file: string, ...args: string[]]>>> = {
    bash: ['bash', 'code.sh', '-n'],
    node: [process.execPath, 'code.cjs', '--check'],
    python: ['python3', 'code.py', '-m', 'py_compile'],
    arduino: ['g++', 'code.cpp', '-fsyntax-only', '-Wall', '-Werror', '-I.'],
    espIdf: ['gcc', 'code.c', '-fsyntax-only', '-Wall', '-Wextra', '-Wno-unused-parameter', '-Werror', '-I.'],
  };
  for (const [language, [program, file, ...args]] of Object.entries(checks)) {
    it(`for ${language}, by ${path.basename(program)}`, { skip: !isInstalled(program) && `${program} is not installed` }, () => {
      for (const [name, each] of Object.entries(targets)) {
        writeFileSync(path.join(folder, file), connectionCode(language as ConnectionLanguage, each));
        assert.doesNotThrow(() => execFileSync(program, [...args, file], { cwd: folder, stdio: 'pipe' }), name);
      }
    });
  }
});

/** As much of the libraries' headers as the code uses. */
const headers: Readonly<Record<string, string>> = {
  'WiFi.h': `
#include <cstdint>
#include <cstdio>
struct { void printf(const char *, ...) {} void begin(int) {} } Serial;
struct { void begin(const char *, const char *) {} int status() { return 3; } } WiFi;
enum { WL_CONNECTED = 3 };
struct WiFiClient {};
inline void delay(int) {}
inline unsigned long millis() { return 0; }
inline unsigned long micros() { return 0; }`,
  'WiFiClientSecure.h': 'struct WiFiClientSecure : WiFiClient { void setCACert(const char *) {} void setInsecure() {} };',
  'PubSubClient.h': `
struct PubSubClient {
  PubSubClient(WiFiClient &) {}
  bool connect(const char *, const char *, const char *) { return true; }
  bool connected() { return true; }
  int state() { return 0; }
  bool subscribe(const char *, uint8_t) { return true; }
  bool publish(const char *, const char *) { return true; }
  void setServer(const char *, uint16_t) {}
  bool setBufferSize(uint16_t) { return true; }
  void setCallback(void (*)(char *, uint8_t *, unsigned int)) {}
  bool loop() { return true; }
};`,
  'esp_event.h': 'typedef const char *esp_event_base_t;\n#define ESP_EVENT_ANY_ID -1',
  'esp_log.h':
    '#define ESP_LOGI(tag, ...) (void)tag, printf(__VA_ARGS__)\n#define ESP_LOGE(tag, ...) (void)tag, printf(__VA_ARGS__)\n#define ESP_ERROR_CHECK(x) (void)(x)',
  'esp_random.h': '#include <stdint.h>\nuint32_t esp_random(void);',
  'mqtt_client.h': `
#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>
typedef struct client *esp_mqtt_client_handle_t;
typedef struct { int error_type; int connect_return_code; } esp_mqtt_error_codes_t;
typedef struct { esp_mqtt_client_handle_t client; char *topic; int topic_len; char *data; int data_len; esp_mqtt_error_codes_t *error_handle; } *esp_mqtt_event_handle_t;
enum { MQTT_EVENT_CONNECTED, MQTT_EVENT_DATA, MQTT_EVENT_ERROR, MQTT_ERROR_TYPE_CONNECTION_REFUSED };
enum { MQTT_TRANSPORT_OVER_TCP, MQTT_TRANSPORT_OVER_SSL, MQTT_TRANSPORT_OVER_WS, MQTT_TRANSPORT_OVER_WSS };
typedef struct {
  struct {
    struct { const char *uri; const char *hostname; int transport; const char *path; uint32_t port; } address;
    struct { const char *certificate; const char *common_name; } verification;
  } broker;
  struct { const char *username; const char *client_id; struct { const char *password; } authentication; } credentials;
} esp_mqtt_client_config_t;
esp_mqtt_client_handle_t esp_mqtt_client_init(const esp_mqtt_client_config_t *);
int esp_mqtt_client_register_event(esp_mqtt_client_handle_t, int, void (*)(void *, esp_event_base_t, int32_t, void *), void *);
int esp_mqtt_client_start(esp_mqtt_client_handle_t);
int esp_mqtt_client_subscribe_single(esp_mqtt_client_handle_t, const char *, int);
int esp_mqtt_client_publish(esp_mqtt_client_handle_t, const char *, const char *, int, int, int);`,
};
