import type { ProfileClient, Subscription, Target } from './profile.ts';

/** What a client of a class usually listens to: everything that is sent to it, or by devices. Nothing on Quickstart [D-qs]. */
export function usualSubscriptions(client: ProfileClient, target: Target): readonly Subscription[] {
  // Devices may not subscribe there, there are no gateways, and an application may watch one device only, which has to be named.
  if (target.kind === 'quickstart') return [];
  switch (client.sender) {
    case 'device':
      return deviceFilters;
    case 'gateway':
      return [
        { filter: 'iot-2/type/+/id/+/cmd/+/fmt/+', qos: 1 },
        { filter: `iot-2/type/${client.typeId}/id/${client.deviceId}/notify`, qos: 0 },
        { filter: 'iotdm-1/type/+/id/+/#', qos: 1 },
      ];
    case 'application':
      return [
        { filter: 'iot-2/type/+/id/+/evt/+/fmt/+', qos: 1 },
        { filter: 'iot-2/type/+/id/+/cmd/+/fmt/+', qos: 1 },
        { filter: 'iot-2/type/+/id/+/mon', qos: 0 },
      ];
  }
}

const deviceFilters: readonly Subscription[] = [
  { filter: 'iot-2/cmd/+/fmt/+', qos: 1 },
  { filter: 'iotdm-1/#', qos: 1 },
];
