import { tokenUserName } from '../../wiotp/limits.ts';
import { clientIdOfTarget } from './clientIdentity.ts';
import { missingToken, type ConnectionTarget } from './connectionTarget.ts';
import { ownTopics, samplePayload } from './ownTopics.ts';
import { pemLines } from './pemLines.ts';
import { remarks } from './remarks.ts';
import { textLiteral } from './textLiteral.ts';

/** A program in Python with Eclipse Paho (paho-mqtt 2). */
export function pythonConnection(target: ConnectionTarget): string {
  const { token = missingToken, host, port, tls, transport } = target;
  const topics = ownTopics(target);
  return `${remarks(target)
    .map((line) => `# ${line}`)
    .join('\n')}
# Needs: pip install "paho-mqtt>=2"
import json
${tls ? 'import ssl\n' : ''}import uuid

import paho.mqtt.client as mqtt

HOST = ${quoted(host)}
PORT = ${port}
CLIENT_ID = ${quoted(clientIdOfTarget(target))}
USER_NAME = ${quoted(tokenUserName)}  # exactly this
TOKEN = ${quoted(token)}
${authority(target)}

def on_connect(client, userdata, flags, reason, properties):
    if reason.is_failure:
        print("refused:", reason, "- the platform's log says why")
        return
    client.subscribe(${quoted(topics.commands)}, qos=1)
    # Before the Manage request: its answer comes on one of these topics.
    client.subscribe(${quoted(topics.management)}, qos=1)
    client.publish(${quoted(topics.manage)}, json.dumps({"d": {"lifetime": 0}, "reqId": str(uuid.uuid4())}), qos=1)
    client.publish(${quoted(topics.event)}, ${quoted(samplePayload)})


def on_message(client, userdata, message):
    print(message.topic, message.payload.decode(errors="replace"))


client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=CLIENT_ID${transport === 'webSocket' ? ', transport="websockets"' : ''})
client.username_pw_set(USER_NAME, TOKEN)
${tls ? `${context(target)}\n` : ''}client.on_connect = on_connect
client.on_message = on_message
client.connect(HOST, PORT)
client.loop_forever()
`;
}

function quoted(text: string): string {
  return textLiteral(text, 'python');
}

function authority({ tls, caPem }: ConnectionTarget): string {
  return tls && caPem !== undefined ? `CA_CERTIFICATE = """\\\n${pemLines(caPem).join('\n')}\n"""\n` : '';
}

function context({ caPem }: ConnectionTarget): string {
  return `client.tls_set_context(ssl.create_default_context(${caPem === undefined ? '' : 'cadata=CA_CERTIFICATE'}))`;
}
