import * as vscode from 'vscode';
import type { RestAction, RestActionStatus } from '../../rpc/restAction.ts';
import { deviceText } from '../../wiotp/deviceName.ts';
import { isRefusal, Refusal, refusalText } from '../../wiotp/refusal.ts';
import { confirm } from '../confirm.ts';
import type { Parts } from '../parts.ts';
import type { Connection } from '../connections/connections.ts';
import { knownDevices } from '../publish/knownDevices.ts';
import { actionName } from '../embeddedPlatform/tree/actionLook.ts';
import { askRestAction } from './askRestAction.ts';
import { followRestAction, followSeconds } from './followRestAction.ts';

/**
 * Asks for an action, has the platform start it over REST, and follows it.
 * @throws Refusal as the platform refuses it, and for a target without REST.
 */
export async function startRestAction(parts: Parts, { profile }: Connection): Promise<void> {
  if (profile.target.kind === 'quickstart') throw noRest(profile.name);
  const recent = parts.recentCommands.all().flatMap(({ device }) => device ?? []);
  const devices = [...knownDevices(parts, profile), ...recent];
  const action = await askRestAction(vscode.l10n.t('Start Device Action as {0}', profile.name), devices);
  if (action === undefined || !(await mayStart(action))) return;
  const calls = await parts.engine.calls();
  const reqId = await calls.ask('startAction', profile.id, action);
  try {
    const last = await follow(action, () => calls.ask('actionStatus', profile.id, reqId));
    if (last !== undefined) await tellEnd(parts, action, last);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const text = vscode.l10n.t('{0}: it was started, but cannot be followed any more. {1}', titleOf(action), refusalText(error));
    await parts.notices.warn(text);
  }
}

async function mayStart({ action, devices }: RestAction): Promise<boolean> {
  if (action !== 'device/factoryReset') return true;
  const question = vscode.l10n.t('Request a factory reset of {0}?', devices.map(deviceText).join(', '));
  const detail = vscode.l10n.t('A device that follows it loses what it was set to, its network and its token included.');
  return confirm(question, detail, vscode.l10n.t('Request Factory Reset'));
}

/** Shows how far it is. Leaving that ends the watching, not the action; `undefined` then. */
async function follow(action: RestAction, status: () => Promise<RestActionStatus>): Promise<RestActionStatus | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: titleOf(action), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const last = await followRestAction({
      status,
      isOver: () => token.isCancellationRequested,
      told: (now) => progress.report({ message: statusText(now) }),
      pause: (ms) =>
        new Promise((resolve) => {
          const listener = token.onCancellationRequested(() => end());
          const timer = setTimeout(() => end(), ms);
          const end = (): void => {
            clearTimeout(timer);
            listener.dispose();
            resolve();
          };
        }),
    });
    return last.complete || !token.isCancellationRequested ? last : undefined;
  });
}

async function tellEnd({ notices }: Parts, action: RestAction, last: RestActionStatus): Promise<void> {
  const text = `${titleOf(action)}: ${statusText(last)}`;
  if (last.complete) notices.done(text);
  else await notices.inform(vscode.l10n.t('{0} It was not complete after {1} s; the platform goes on with it.', `${text}.`, followSeconds));
}

function titleOf({ action, devices }: RestAction): string {
  return vscode.l10n.t('{0} of {1}', actionName(action), devices.map(deviceText).join(', '));
}

/** The platform's numbers are not documented, so its own words come first. */
function statusText({ complete, devices }: RestActionStatus): string {
  const said = devices.map(({ status, message }) => message ?? vscode.l10n.t('status {0}', status));
  return [complete ? vscode.l10n.t('complete') : vscode.l10n.t('under way'), ...said].join(', ');
}

function noRest(name: string): Refusal {
  return new Refusal(vscode.l10n.t('{0} is connected to Quickstart, which has no Device Management.', name), {
    rule: 'no Device Management on Quickstart',
    advice: vscode.l10n.t('Use an application of the embedded platform, an organisation or a suite.'),
  });
}
