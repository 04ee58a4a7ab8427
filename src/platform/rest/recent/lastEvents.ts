import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import type { TrafficRecord } from '../../../rpc/log/traffic.ts';
import { parseClientId } from '../../../wiotp/clientId.ts';
import { mostOf } from '../../../wiotp/limitTable.ts';
import { maxPayloadBytes } from '../../../wiotp/limits.ts';
import { matchTopic } from '../../../wiotp/topic.ts';
import { deviceKey } from '../../deviceKey.ts';

/** The last event of one event ID. */
export interface LastEvent {
  readonly eventId: string;
  readonly format: string;
  readonly payload: Uint8Array;
  /** In milliseconds since the epoch. */
  readonly time: number;
}

/** What all events together may take. */
const mostBytes = 32 * 1024 * 1024;

/** What is left when they took more: the devices that began first go, several at a time, because all look-ups are lost then. */
const bytesLeft = mostBytes * 0.75;

/** What an event takes besides its payload. */
const eventOverhead = 500;

/** How many topics of one client, and how many clients, are known at once; each costs a look-up when it comes again. */
const mostTopics = 100;
const mostClients = 10_000;

/** Where an event ID's last event is kept. A message only writes there: no parsing, and usually no new memory. */
interface Place {
  readonly eventId: string;
  format: string;
  buffer: Uint8Array;
  length: number;
  time: number;
}

/** The last event of each event ID of each device, for 5 event IDs of a device [D-quota]. */
export class LastEvents {
  readonly #org: string;
  readonly #mostIds = mostOf('lastEventIds', 'standard');
  readonly #mostMs = mostOf('lastEventTime', 'standard') * 1000;
  readonly #byDevice = new Map<string, Map<string, Place>>();
  /** By client ID and topic; `undefined` for a topic of which nothing is kept. */
  readonly #places = new Map<string, Map<string, { readonly place: Place; readonly format: string } | undefined>>();
  #bytes = 0;

  constructor(org: string) {
    this.#org = org;
  }

  /** Looks at one message that crossed the platform. */
  take({ direction, clientId, topic, payload, time, note }: TrafficRecord): void {
    if (direction !== 'up' || note?.what === 'dropped') return;
    let topics = this.#places.get(clientId);
    if (topics === undefined) {
      if (this.#places.size >= mostClients) this.#places.clear();
      this.#places.set(clientId, (topics = new Map()));
    }
    let found = topics.get(topic);
    if (found === undefined && !topics.has(topic)) {
      if (topics.size >= mostTopics) topics.clear();
      found = this.#find(clientId, topic);
      topics.set(topic, found);
    }
    if (found === undefined || payload.length > maxPayloadBytes) return;
    const { place, format } = found;
    if (place.buffer.length < payload.length) this.#grow(place, payload.length);
    place.buffer.set(payload);
    place.length = payload.length;
    place.format = format;
    place.time = time;
  }

  /** The last events of a device that are not too old. */
  of(device: DeviceName, now: number): readonly LastEvent[] {
    const places = [...(this.#byDevice.get(deviceKey(device))?.values() ?? [])];
    return places
      .filter(({ time }) => time > 0 && now - time <= this.#mostMs)
      .map(({ eventId, format, buffer, length, time }) => ({ eventId, format, payload: buffer.slice(0, length), time }));
  }

  /** The device was removed. */
  forget(device: DeviceName): void {
    const places = this.#byDevice.get(deviceKey(device));
    if (places !== undefined) this.#drop(deviceKey(device), places);
  }

  /** Where the events of a topic are kept; `undefined` when it is no event, or the device has enough event IDs. */
  #find(clientId: string, topic: string): { readonly place: Place; readonly format: string } | undefined {
    const event = this.#eventOf(clientId, topic);
    if (event === undefined) return undefined;
    const key = deviceKey(event);
    const places = this.#byDevice.get(key) ?? new Map<string, Place>();
    this.#byDevice.set(key, places);
    const { eventId, format } = event;
    const known = places.get(eventId);
    if (known !== undefined) return { place: known, format };
    if (places.size >= this.#mostIds) return undefined;
    const place = { eventId, format, buffer: new Uint8Array(0), length: 0, time: 0 };
    places.set(eventId, place);
    this.#bytes += eventOverhead;
    this.#trim(place);
    return { place, format };
  }

  #eventOf(clientId: string, topic: string): (DeviceName & { readonly eventId: string; readonly format: string }) | undefined {
    const identity = parseClientId(clientId);
    if (typeof identity === 'string' || identity.org !== this.#org) return undefined;
    const match = matchTopic(topic, identity.sender);
    const { eventId, format, typeId, deviceId } = match?.parts ?? {};
    if (eventId === undefined || format === undefined) return undefined;
    if (match?.kind.name === 'device.event' && identity.sender === 'device') return { ...identity, eventId, format };
    const named = match?.kind.name === 'gateway.event' || match?.kind.name === 'app.event';
    return named && identity.sender !== 'device' && typeId !== undefined && deviceId !== undefined
      ? { typeId, deviceId, eventId, format }
      : undefined;
  }

  #grow(place: Place, length: number): void {
    this.#bytes += length - place.buffer.length;
    place.buffer = new Uint8Array(length);
    this.#trim(place);
  }

  /** Keeps the memory bounded; whatever goes, this event stays. */
  #trim(place: Place): void {
    if (this.#bytes <= mostBytes) return;
    for (const [key, places] of this.#byDevice) {
      if (this.#bytes <= bytesLeft) return;
      if (![...places.values()].includes(place)) this.#drop(key, places);
    }
  }

  #drop(key: string, places: ReadonlyMap<string, Place>): void {
    for (const { buffer } of places.values()) this.#bytes -= buffer.length + eventOverhead;
    this.#byDevice.delete(key);
    // Clients still know these places; they look all of theirs up anew.
    this.#places.clear();
  }
}
