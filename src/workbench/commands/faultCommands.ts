import * as vscode from 'vscode';
import type { FaultScope } from '../../rpc/device/faultState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { faultChoices, type FaultChoice, type FaultNumber } from '../embeddedPlatform/faultChoices.ts';
import { injectedText } from '../embeddedPlatform/faultText.ts';
import type { PlatformHost } from '../embeddedPlatform/platformHost.ts';
import { nameOf } from '../embeddedPlatform/platformState.ts';
import { deviceOfNode, isNode } from '../embeddedPlatform/tree/platformNode.ts';
import { commands } from '../ids.ts';
import { askAlone, askChoice, askText, extend, wizard, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Faults at will, for one device or for all. */
export function faultCommands({ platform, notices }: Parts): readonly Command[] {
  return [
    {
      id: commands.injectFault,
      title: vscode.l10n.t('Inject Fault'),
      needsTrust: true,
      run: async (node) => {
        const calls = await platform.calls();
        const scope = await scopeOf(platform, node);
        const chosen = scope === undefined ? undefined : await askFault(scope);
        if (scope === undefined || chosen === undefined) return;
        const command = chosen.fault.make(chosen.number);
        const before = await calls.ask('faults');
        await calls.ask('inject', scope, command);
        await platform.refresh();
        notices.done(vscode.l10n.t('{0}: {1}', scopeText(scope), injectedText(scope, command, before)));
      },
    },
    {
      id: commands.clearFaults,
      title: vscode.l10n.t('Clear Faults'),
      needsTrust: false,
      run: async (node) => {
        const calls = await platform.calls();
        const working = (await calls.ask('faults')).map(({ scope }) => scope);
        const named = isNode(node, 'fault') ? node.scope : isNode(node, 'platform') ? 'all' : deviceOfNode(node);
        const scope = named ?? (await chooseScope(working));
        if (scope === undefined) return;
        await calls.ask('inject', scope, { fault: 'clear' });
        await platform.refresh();
        notices.done(vscode.l10n.t('{0}: no fault works any more', scopeText(scope)));
      },
    },
  ];
}

interface Answers {
  readonly fault: FaultChoice;
  readonly number: number;
}

function askFault(scope: FaultScope): Promise<Answers | undefined> {
  const all = faultChoices();
  const [usual] = all;
  if (usual === undefined) return Promise.resolve(undefined);
  const choices = all.map((fault) => ({ label: fault.label, detail: fault.detail, value: fault }));
  return wizard<Answers>(vscode.l10n.t('Inject Fault: {0}', scopeText(scope)), { fault: usual, number: 0 }, [
    (answers, place) =>
      extend(askChoice(place, { placeholder: vscode.l10n.t('What shall go wrong?'), choices }), (fault) => ({ ...answers, fault })),
    (answers, place) =>
      answers.fault.number === undefined
        ? Promise.resolve(answers)
        : extend(askNumber(place, answers.fault.number), (number) => ({ ...answers, number })),
  ]);
}

function askNumber(place: Place, { prompt, usual, least, most }: FaultNumber): Promise<Outcome<number>> {
  const inRange = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  const refused = vscode.l10n.t('Give a whole number from {0} to {1}.', least.toLocaleString('en'), most.toLocaleString('en'));
  const question = askText(place, { prompt, value: String(usual), check: (text) => (inRange(text) ? undefined : refused) });
  return extend(question, Number);
}

/** Whom a fault is for: the node says it, or the user. */
async function scopeOf(platform: PlatformHost, node: unknown): Promise<FaultScope | undefined> {
  if (isNode(node, 'platform')) return 'all';
  const named = deviceOfNode(node);
  if (named !== undefined) return named;
  const devices = platform.state.phase === 'running' ? platform.state.devices : [];
  return chooseScope(['all', ...devices.map(nameOf)]);
}

/** @throws Refusal when there is none to choose from. */
async function chooseScope(scopes: readonly FaultScope[]): Promise<FaultScope | undefined> {
  const [only] = scopes;
  if (only === undefined) {
    throw new Refusal(vscode.l10n.t('No fault works now.'), {
      rule: 'no fault',
      advice: vscode.l10n.t('Inject one with Inject Fault….'),
    });
  }
  if (scopes.length === 1) return only;
  const choices = scopes.map((scope): Choice<FaultScope> => ({
    label: scopeText(scope),
    ...(scope === 'all' ? {} : { description: scope.typeId }),
    value: scope,
  }));
  return askAlone(vscode.l10n.t('Faults'), (place) => askChoice(place, { placeholder: vscode.l10n.t('For which device?'), choices }));
}

function scopeText(scope: FaultScope): string {
  return scope === 'all' ? vscode.l10n.t('All devices') : scope.deviceId;
}
