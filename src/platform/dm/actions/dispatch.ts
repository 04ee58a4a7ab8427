import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import { kindNamed, type KindName } from '../../../wiotp/catalog.ts';
import { deviceClientId, gatewayClientId } from '../../../wiotp/clientId.ts';
import { buildTopic } from '../../../wiotp/topic.ts';
import type { ClientDirectory } from '../../clients/clientDirectory.ts';
import { jsonPayload } from '../../jsonPayload.ts';
import type { Lane, Router } from '../../routing/router.ts';
import { managementQos } from '../managementQos.ts';

/** A request for a device. */
export interface Outgoing {
  readonly kind: KindName;
  readonly device: DeviceName;
  readonly levels: Readonly<Record<string, string>>;
  /** Absent when no answer is wanted. */
  readonly reqId?: string;
  readonly d?: object;
}

/** A request that was sent. */
export interface Sent {
  readonly kind: KindName;
  readonly reach: Reach;
  /** What became of it, as a full sentence. */
  readonly text: string;
  /** The connection of the device then; `undefined` when it had none of its own. */
  readonly connection: string | undefined;
  answered: boolean;
}

/** Whether somebody is there to get a request, a session keeps it for later, or it is lost. */
export type Reach = 'online' | 'queued' | 'nobody';

/** Sends requests of the platform to devices, or to the gateways that speak for them. */
export class Dispatch {
  readonly #org: string;
  readonly #router: Router;
  readonly #directory: ClientDirectory;

  constructor(org: string, router: Router, directory: ClientDirectory) {
    this.#org = org;
    this.#router = router;
    this.#directory = directory;
  }

  send({ kind, device, levels, reqId, d }: Outgoing): Sent {
    const lane = this.#router.lane(buildTopic(kind, { ...levels, typeId: device.typeId, deviceId: device.deviceId }));
    const connection = this.#connection(device);
    this.#router.route(lane, jsonPayload({ ...(d === undefined ? {} : { d }), ...(reqId === undefined ? {} : { reqId }) }), managementQos);
    const reach = reachOf(lane);
    return { kind, reach, text: sentText(kind, reach), connection, answered: false };
  }

  /** Whether the device has connected anew since then; `undefined` when it has no connection of its own. */
  reconnected(device: DeviceName, { connection }: Sent): boolean | undefined {
    const now = this.#connection(device);
    return connection === undefined || now === undefined ? undefined : connection !== now;
  }

  #connection({ typeId, deviceId }: DeviceName): string | undefined {
    const asDevice = this.#directory.find(deviceClientId(this.#org, typeId, deviceId));
    return (asDevice ?? this.#directory.find(gatewayClientId(this.#org, typeId, deviceId)))?.connection;
  }
}

function reachOf({ targets }: Lane): Reach {
  if (targets.some(({ sessions }) => sessions.some(({ online }) => online))) return 'online';
  return targets.some(({ qos, sessions }) => qos > 0 && sessions.length > 0) ? 'queued' : 'nobody';
}

function sentText(kind: KindName, reach: Reach): string {
  const { title } = kindNamed(kind);
  switch (reach) {
    case 'online':
      return `The ${title} is sent.`;
    case 'queued':
      return `The device is away; the ${title} waits in its session.`;
    case 'nobody':
      return `Nobody is subscribed to the ${title}, so it is lost; the device has to be connected and subscribed to iotdm-1/#.`;
  }
}
