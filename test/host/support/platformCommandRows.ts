import { commands, type CommandId } from '../../../src/workbench/ids.ts';
import { packageActions } from '../../../src/workbench/embeddedPlatform/packageActions.ts';
import type { PlatformNode } from '../../../src/workbench/embeddedPlatform/tree/platformNode.ts';
import { deviceState } from '../../support/workbench/deviceState.ts';
import { beeper, gateway, lamp, reboot } from './scriptedPlatform.ts';
import type { ScriptedAnswer } from './scriptedWindow.ts';

/** One command of the platform's view: on which node it is run, what the user answers, and what it then has done. */
export interface CommandRow {
  readonly command: CommandId;
  readonly node?: PlatformNode | string;
  readonly answers?: readonly ScriptedAnswer[];
  /** Everything that is done; calls that only read are left out. */
  readonly acts: readonly (readonly unknown[])[];
  /** What is shown in the end, besides questions. */
  readonly shows?: RegExp;
}

const onLamp: PlatformNode = { node: 'device', device: lamp };
const onGateway: PlatformNode = { node: 'device', device: gateway };
const [beep] = packageActions(beeper);
const url = 'https://127.0.0.1:8883';
const key = `${'s'.repeat(43)}.${'f'.repeat(43)}`;
const open = { id: '192.168.1.10:1883', service: 'full', secure: false, host: '192.168.1.10', port: 1883, open: true } as const;

function started(action: string, more: object = {}): readonly unknown[] {
  return ['startAction', { action, ...more, devices: [lamp] }];
}

/** All of them but those that write files. */
export const commandRows: readonly CommandRow[] = [
  { command: commands.stopPlatform, acts: [['stop']] },
  { command: commands.restartPlatform, answers: ['7'], acts: [['restart', 7]], shows: /restarts/ },
  {
    command: commands.attachPlatform,
    answers: [url, key],
    acts: [
      ['attachTo', { url, key }],
      ['keep', { url, key }],
    ],
    shows: /Attached to https:/,
  },
  { command: commands.detachPlatform, acts: [['detach']] },
  { command: commands.keepPlatformRunning, acts: [['setKeepRunning', true]], shows: /without windows/ },
  { command: commands.letPlatformEnd, acts: [['setKeepRunning', false]], shows: /after its last window/ },
  { command: commands.openQuickstart, acts: [['setQuickstart', 0]] },
  { command: commands.closeQuickstart, acts: [['setQuickstart', undefined]] },
  { command: commands.closeAddress, node: { node: 'listener', listener: open }, answers: ['Close'], acts: [['closeAddress', open.host]] },
  { command: commands.closeAddress, node: { node: 'listener', listener: open }, answers: [undefined], acts: [] },
  {
    command: commands.addDevice,
    answers: ['lamp', 'l-9'],
    acts: [
      ['addDevice', { typeId: 'lamp', deviceId: 'l-9' }],
      ['keepTokenOf', { typeId: 'lamp', deviceId: 'l-9' }, 'secret'],
    ],
    shows: /token of l-9 can be copied now/,
  },
  {
    command: commands.addGateway,
    answers: ['gw', 'g-9', 'Standard'],
    acts: [
      ['addDevice', { typeId: 'gw', deviceId: 'g-9', classId: 'Gateway', role: 'standard' }],
      ['keepTokenOf', { typeId: 'gw', deviceId: 'g-9', classId: 'Gateway', role: 'standard' }, 'secret'],
    ],
    shows: /token of g-9/,
  },
  { command: commands.changeGatewayRole, node: onGateway, answers: ['Standard'], acts: [['setRole', gateway, 'standard']] },
  { command: commands.changeGatewayRole, node: onGateway, answers: ['Privileged'], acts: [] },
  { command: commands.issueToken, node: onLamp, answers: [undefined], acts: [] },
  {
    command: commands.issueToken,
    node: onLamp,
    answers: ['Issue New Token'],
    acts: [
      ['issueToken', lamp],
      ['keepTokenOf', deviceState('lamp', 'l-1'), 'secret'],
    ],
    shows: /token of l-1 can be copied now/,
  },
  { command: commands.disableDevice, node: onLamp, answers: ['Disable'], acts: [['setDisabled', lamp, true]] },
  { command: commands.enableDevice, node: onLamp, acts: [['setDisabled', lamp, false]], shows: /l-1 is let in again/ },
  { command: commands.deleteDevice, node: onLamp, answers: ['Delete'], acts: [['removeDevice', lamp]] },
  { command: commands.addApiKey, acts: [['addApiKey']], shows: /API key a-abc123-new can be copied now/ },
  {
    command: commands.deleteApiKey,
    answers: ['Delete'],
    node: { node: 'apiKey', key: 'a-abc123-key' },
    acts: [['removeApiKey', 'a-abc123-key']],
  },
  { command: commands.deletePackage, node: { node: 'package', package: beeper }, answers: ['Delete'], acts: [['removePackage', 'beeper']] },
  {
    command: commands.sendCommand,
    node: onLamp,
    answers: ['blink', 'json', '{}', 'QoS 1', 'Send Command'],
    acts: [['sendCommand', { ...lamp, commandId: 'blink', format: 'json', payload: new TextEncoder().encode('{}'), qos: 1 }]],
    shows: /Sent blink to l-1/,
  },
  { command: commands.requestReboot, node: onLamp, acts: [started('device/reboot')], shows: /Requested reboot of l-1/ },
  {
    command: commands.requestFactoryReset,
    node: onLamp,
    answers: ['Request Factory Reset'],
    acts: [started('device/factoryReset')],
    shows: /Requested factory reset of l-1/,
  },
  { command: commands.requestFactoryReset, node: onLamp, answers: [undefined], acts: [] },
  { command: commands.updateFirmware, node: onLamp, acts: [started('firmware/update')], shows: /Requested firmware update of l-1/ },
  {
    command: commands.startCustomAction,
    node: onLamp,
    answers: ['Beep', '3'],
    acts: [started('beeper/beep', { parameters: [{ name: 'times', value: '3' }] })],
    shows: /Requested beeper\/beep of l-1/,
  },
  ...(beep === undefined
    ? []
    : [
        {
          command: commands.startCustomAction,
          node: { node: 'packageAction', bundleId: 'beeper', action: beep },
          answers: ['l-1', ''],
          acts: [started('beeper/beep')],
        } as const,
      ]),
  { command: commands.cancelAction, node: { node: 'action', action: reboot }, acts: [['cancelAction', 'r-1']] },
  { command: commands.showAction, acts: [['showAction', reboot]] },
  { command: commands.clearFaults, node: onLamp, acts: [['inject', lamp, { fault: 'clear' }]], shows: /l-1: no fault works any more/ },
  {
    command: commands.injectFault,
    node: onLamp,
    answers: ['Drop the connection now'],
    acts: [['inject', lamp, { fault: 'drop' }]],
    shows: /l-1: The connection was dropped/,
  },
  {
    command: commands.injectFault,
    node: { node: 'platform' },
    answers: ['Delay answers…', '250'],
    acts: [['inject', 'all', { fault: 'answers', answers: { kind: 'delay', ms: 250 } }]],
    shows: /All devices: Answers are delayed by 250 ms, in place of “Requests are answered with 409”/,
  },
  {
    command: commands.registerAttempt,
    node: 'c-1',
    acts: [
      ['registerAttempt', 'c-1'],
      ['forgetTokenOf', lamp],
    ],
    shows: /Registered l-1/,
  },
];
