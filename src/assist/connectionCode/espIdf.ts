import { tokenUserName } from '../../wiotp/limits.ts';
import { cLines, cPem } from './cDeclarations.ts';
import { clientIdOfTarget } from './clientIdentity.ts';
import { isAddress, missingToken, type ConnectionTarget } from './connectionTarget.ts';
import { ownTopics, samplePayload } from './ownTopics.ts';
import { remarks } from './remarks.ts';

/** Functions in C for ESP-IDF 5 with its own MQTT client. */
export function espIdfConnection(target: ConnectionTarget): string {
  const { token = missingToken, host, port, tls, caPem, transport } = target;
  const topics = ownTopics(target);
  const checked = tls && caPem !== undefined;
  return `/*
${remarks(target)
  .map((line) => ` * ${line}`)
  .join('\n')}
 */
#include <inttypes.h>
#include <stdio.h>

#include "esp_event.h"
#include "esp_log.h"
#include "esp_random.h"
#include "mqtt_client.h"

static const char log_tag[] = "platform";
static const char host[] =
${cLines(host)};
static const char client_id[] =
${cLines(clientIdOfTarget(target))};
static const char token[] =
${cLines(token)};
static const char payload[] =
${cLines(samplePayload)};
${checked ? `static const char ca_certificate[] =\n${cPem(caPem)};\n` : ''}
static void connected(esp_mqtt_client_handle_t client)
{
    char manage[64];
    snprintf(manage, sizeof manage, "{\\"d\\":{\\"lifetime\\":0},\\"reqId\\":\\"%08" PRIx32 "\\"}", esp_random());
    esp_mqtt_client_subscribe_single(client, "${topics.commands}", 1);
    /* Before the Manage request: its answer comes on one of these topics. */
    esp_mqtt_client_subscribe_single(client, "${topics.management}", 1);
    esp_mqtt_client_publish(client, "${topics.manage}", manage, 0, 1, 0);
    esp_mqtt_client_publish(client, "${topics.event}", payload, 0, 0, 0);
}

static void on_mqtt_event(void *arg, esp_event_base_t base, int32_t id, void *data)
{
    esp_mqtt_event_handle_t event = data;
    if (id == MQTT_EVENT_CONNECTED) {
        connected(event->client);
    } else if (id == MQTT_EVENT_DATA) {
        ESP_LOGI(log_tag, "%.*s: %.*s", event->topic_len, event->topic, event->data_len, event->data);
    } else if (id == MQTT_EVENT_ERROR && event->error_handle->error_type == MQTT_ERROR_TYPE_CONNECTION_REFUSED) {
        ESP_LOGE(log_tag, "refused with code %d; the platform's log says why", event->error_handle->connect_return_code);
    }
}

/** To be called once the network is up. */
void start_platform_client(void)
{
    const esp_mqtt_client_config_t config = {
        .broker.address.hostname = host,
        .broker.address.port = ${port},
        .broker.address.transport = ${transports[transport][tls ? 'tls' : 'plain']},
${transport === 'webSocket' ? '        .broker.address.path = "/mqtt",\n' : ''}${checked ? `${verification(target)}\n` : ''}        .credentials.client_id = client_id,
        .credentials.username = "${tokenUserName}", /* exactly this */
        .credentials.authentication.password = token,
    };
    esp_mqtt_client_handle_t client = esp_mqtt_client_init(&config);
    ESP_ERROR_CHECK(esp_mqtt_client_register_event(client, ESP_EVENT_ANY_ID, on_mqtt_event, NULL));
    ESP_ERROR_CHECK(esp_mqtt_client_start(client));
}
`;
}

const transports = {
  tcp: { plain: 'MQTT_TRANSPORT_OVER_TCP', tls: 'MQTT_TRANSPORT_OVER_SSL' },
  webSocket: { plain: 'MQTT_TRANSPORT_OVER_WS', tls: 'MQTT_TRANSPORT_OVER_WSS' },
} as const;

/** The platform's certificate always carries the name below `localhost`, whichever address it is reached at. */
function verification({ host, org }: ConnectionTarget): string {
  const certificate = '        .broker.verification.certificate = ca_certificate,';
  if (!isAddress(host)) return certificate;
  return `${certificate}
        /* Not every mbed TLS can check an address; the certificate carries this name as well. */
        .broker.verification.common_name = "${org}.messaging.localhost",`;
}
