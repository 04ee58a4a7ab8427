import type { IConnackPacket } from 'mqtt';
import type { Message } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** Of a PUBLISH in MQTT 5: the fixed header, the length of the topic, the packet identifier and the empty properties, in bytes. */
const mostHeaderBytes = 5 + 2 + 2 + 1;

/** What the server of a connection does not take, as its CONNACK says. Only MQTT 5 knows such limits. */
export class ServerLimits {
  #limits: IConnackPacket['properties'];

  /** The server accepted the connection. */
  take(properties: IConnackPacket['properties']): void {
    this.#limits = properties;
  }

  /** The refusal of a message that the server would close the connection for. */
  objection({ topic, payload, qos, retain }: Message): Refusal | undefined {
    if (this.#limits === undefined) return undefined;
    const { maximumQoS, maximumPacketSize, retainAvailable } = this.#limits;
    if (maximumQoS !== undefined && qos > maximumQoS) return tooHigh(qos, maximumQoS);
    if (retain && retainAvailable === false) return noRetain();
    const size = mostHeaderBytes + Buffer.byteLength(topic) + payload.byteLength;
    return maximumPacketSize !== undefined && size > maximumPacketSize ? tooLarge(size, maximumPacketSize) : undefined;
  }
}

function tooHigh(qos: number, most: number): Refusal {
  return new Refusal(`The message has QoS ${qos}; the server takes QoS ${most} at most.`, {
    rule: 'Maximum QoS in CONNACK: a higher one closes the connection',
    advice: `Publish with QoS ${most}.`,
  });
}

function noRetain(): Refusal {
  return new Refusal('The message is retained; the server keeps no retained messages.', {
    rule: 'Retain Available in CONNACK: a retained message closes the connection',
    advice: 'Publish without the retain flag.',
  });
}

function tooLarge(size: number, most: number): Refusal {
  const [bytes, allowed] = [size, most].map((number) => number.toLocaleString('en'));
  return new Refusal(`The message makes a packet of ${bytes} bytes; the server takes ${allowed} at most.`, {
    rule: 'Maximum Packet Size in CONNACK: a larger packet closes the connection',
    advice: 'Split the payload, or leave out what is not needed.',
  });
}
