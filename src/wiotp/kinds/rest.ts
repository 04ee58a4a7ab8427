import type { Kind } from '../kind.ts';

/** Bodies of REST calls that have to do with devices [D-req, D-cus, D-http]. */
export const restKinds = [
  {
    name: 'rest.mgmtRequest',
    title: 'Device Management request over REST',
    summary: 'An application asks the platform to start an action, such as a reboot, on one or many devices.',
    sender: 'application',
    receiver: 'platform',
    direction: 'up',
    call: 'POST /api/v0002/mgmt/requests',
    result: 'HTTP status 202 with the reqId of the request; ?override=true first cancels firmware requests that are in the way.',
    schema: 'rest.mgmtRequest',
    examples: [
      { action: 'device/reboot', devices: [{ typeId: 'thermostat', deviceId: 't-100' }] },
      {
        action: 'firmware/download',
        parameters: [
          { name: 'uri', value: 'https://images.example.com/thermostat-1.1.0.bin' },
          { name: 'name', value: 'thermostat' },
          { name: 'verifier', value: '' },
          { name: 'version', value: '1.1.0' },
        ],
        devices: [{ typeId: 'thermostat', deviceId: 't-100' }],
      },
      {
        action: 'example-actions-v1/setInterval',
        parameters: [{ name: 'interval', value: 30 }],
        devices: [{ typeId: 'thermostat', deviceId: 't-100' }],
      },
    ],
    invalid: [{ payload: { action: 'device/reboot', devices: [] }, why: 'devices names at least one device' }],
  },
  {
    name: 'rest.extensionPackage',
    title: 'Device management extension',
    summary: 'An application defines custom actions, which the platform then sends to the devices that claim them.',
    sender: 'application',
    receiver: 'platform',
    direction: 'up',
    call: 'POST /api/v0002/mgmt/custom/bundle',
    result: 'An HTTP status from 200 to 299 when the extension is stored.',
    schema: 'rest.extensionPackage',
    examples: [
      {
        bundleId: 'example-actions-v1',
        displayName: { en_US: 'Example actions' },
        version: '1.0',
        provider: 'Acme',
        actions: {
          setInterval: {
            actionDisplayName: { en_US: 'Set interval' },
            parameters: [{ name: 'interval', value: '[0-9]+', required: true, defaultValue: '30' }],
          },
        },
      },
      {
        bundleId: 'blink',
        displayName: { en_US: 'Blink', de_DE: 'Blinken' },
        actions: { blink: { actionDisplayName: { en_US: 'Blink', de_DE: 'Blinken' } } },
      },
    ],
    invalid: [
      {
        payload: { bundleId: 'blink', displayName: { en_US: 'Blink' }, actions: {} },
        why: 'an extension has at least one action',
      },
    ],
  },
  {
    name: 'rest.commandPoll',
    title: 'Command poll over HTTP',
    summary: 'A device that does not speak MQTT asks for its next command; + as the command ID takes any.',
    sender: 'device',
    receiver: 'platform',
    direction: 'up',
    call: 'POST /api/v0002/device/types/{typeId}/devices/{deviceId}/commands/{commandId}/request',
    result: 'HTTP status 200 with the command as body and its ID in the header X-commandId, or 204 when none came in time.',
    schema: 'rest.commandPoll',
    examples: [{ waitTimeSecs: 5 }, {}],
    invalid: [{ payload: { waitTimeSecs: 3601 }, why: 'waitTimeSecs is at most 3600' }],
  },
] as const satisfies readonly Kind[];
