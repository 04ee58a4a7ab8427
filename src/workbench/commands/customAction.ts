import * as vscode from 'vscode';
import type { DeviceState } from '../../rpc/device/deviceState.ts';
import type { ExtensionPackage } from '../../rpc/device/actionState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import {
  packageActions,
  packageTitle,
  parameterProblem,
  parameterValue,
  type PackageAction,
  type PackageParameter,
} from '../embeddedPlatform/packageActions.ts';
import { isNode } from '../embeddedPlatform/tree/platformNode.ts';
import { askAlone, askChoice, askText, wizard, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { chooseDevice } from './chooseDevice.ts';
import type { Parts } from '../parts.ts';
import { startAction } from './startAction.ts';

interface Chosen {
  readonly bundleId: string;
  readonly action: PackageAction;
}

/** Asks for device, action and parameters as far as the node does not say them, and starts the action. */
export async function startCustomAction(parts: Parts, node: unknown): Promise<void> {
  const { platform } = parts;
  const packages = await (await platform.calls()).ask('packages');
  const device = await chooseDevice(platform, node);
  const chosen = device === undefined ? undefined : await chooseCustomAction(packages, node);
  if (device === undefined || chosen === undefined) return;
  const values = await askParameters(device, chosen);
  if (values === undefined) return;
  const parameters = chosen.action.parameters.flatMap((parameter) => {
    const value = parameterValue(parameter, values.get(parameter.name) ?? '');
    return value === undefined ? [] : [{ name: parameter.name, value }];
  });
  const action = `${chosen.bundleId}/${chosen.action.actionId}`;
  await startAction(parts, device, { action, ...(parameters.length === 0 ? {} : { parameters }) });
}

/** @throws Refusal when no package has an action. */
async function chooseCustomAction(packages: readonly ExtensionPackage[], node: unknown): Promise<Chosen | undefined> {
  if (isNode(node, 'packageAction')) return { bundleId: node.bundleId, action: node.action };
  const among = isNode(node, 'package') ? [node.package] : packages;
  const choices: Choice<Chosen>[] = among.flatMap((one) =>
    packageActions(one).map((action) => ({
      label: action.title,
      description: `${one.bundleId}/${action.actionId}`,
      detail: [packageTitle(one), action.description].filter((text) => text !== '').join(': '),
      value: { bundleId: one.bundleId, action },
    })),
  );
  if (choices.length === 0) {
    throw new Refusal(vscode.l10n.t('The embedded platform has no custom actions.'), {
      rule: 'custom actions come from packages',
      advice: vscode.l10n.t('Upload one with Upload Custom Package…; New Payload File… makes a definition to begin with.'),
    });
  }
  return askAlone(vscode.l10n.t('Start Custom Action'), (place) =>
    askChoice(place, { placeholder: vscode.l10n.t('Choose an action'), choices }),
  );
}

function askParameters({ deviceId }: DeviceState, { action }: Chosen): Promise<ReadonlyMap<string, string> | undefined> {
  const steps = action.parameters.map(
    (parameter) => (values: ReadonlyMap<string, string>, place: Place) => askParameter(parameter, values, place),
  );
  return wizard(vscode.l10n.t('{0} of {1}', action.title, deviceId), new Map<string, string>(), steps);
}

async function askParameter(
  parameter: PackageParameter,
  values: ReadonlyMap<string, string>,
  place: Place,
): Promise<Outcome<ReadonlyMap<string, string>>> {
  const { name, pattern, required, defaultValue } = parameter;
  const hints = [
    ...(required ? [] : [vscode.l10n.t('may be empty')]),
    ...(pattern === undefined ? [] : [vscode.l10n.t('must match {0}', pattern)]),
  ];
  const usual = defaultValue === undefined ? '' : typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue);
  const typed = await askText(place, {
    prompt: hints.length === 0 ? name : `${name} (${hints.join(', ')})`,
    value: values.get(name) ?? usual,
    check: (text) => parameterProblem(parameter, text),
  });
  return typeof typed === 'symbol' ? typed : new Map([...values, [name, typed]]);
}
