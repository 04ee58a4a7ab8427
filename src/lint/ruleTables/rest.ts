import type { Rule } from '../rule.ts';

/** Rules about bodies of the REST interface. */
export const restRules = {
  'rest/action': {
    title: 'An action that no platform knows',
    severity: 'error',
    description:
      'The actions of the platform are `device/reboot`, `device/factoryReset`, `firmware/download` and `firmware/update`; those of an ' +
      'extension are `bundleId/actionId`. The topic of a factory reset is spelt `factory_reset`, the action in REST is not. The platform ' +
      'refuses an action that it does not know.',
    example: {
      kind: 'rest.mgmtRequest',
      wrong: '{"action": "device/factory_reset", "devices": [{"typeId": "thermostat", "deviceId": "t-100"}]}',
      right: '{"action": "device/factoryReset", "devices": [{"typeId": "thermostat", "deviceId": "t-100"}]}',
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
