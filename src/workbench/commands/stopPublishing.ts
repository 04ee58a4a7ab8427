import * as vscode from 'vscode';
import type { PublishJob } from '../../rpc/session/sessionState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Connection } from '../connections/connections.ts';
import type { ConnectionNode } from '../connections/tree/connectionNode.ts';
import { askAlone, askChoice, type Choice } from '../quick/wizard.ts';
import { intervalText } from '../publish/pace.ts';
import { isConnectionNode } from '../chooseConnection.ts';
import type { Parts } from '../parts.ts';

/** A job and the connection over which it publishes. */
interface Running {
  readonly id: string;
  readonly connection: string;
  readonly job: PublishJob;
}

/**
 * Stops the job of a row, or the only one there is; of several those that the user picks.
 * @throws Refusal when nothing is being published.
 */
export async function stopPublishing({ connections, engine }: Parts, node: unknown): Promise<void> {
  const running = runningJobs(connections.all(), isConnectionNode(node) ? node : undefined);
  const chosen = running.length <= 1 ? running : await chooseJobs(running);
  if (running.length === 0) {
    throw new Refusal(vscode.l10n.t('Nothing is being published.'), {
      rule: 'no job',
      advice: vscode.l10n.t('There is nothing to stop.'),
    });
  }
  const calls = await engine.calls();
  for (const { id, job } of chosen) await calls.ask('stopJob', id, job.id);
}

function runningJobs(connections: readonly Connection[], node: ConnectionNode | undefined): readonly Running[] {
  const all = connections.flatMap(({ profile, session }) =>
    (session?.jobs ?? []).map((job): Running => ({ id: profile.id, connection: profile.name, job })),
  );
  if (node === undefined) return all;
  return all.filter(({ id, job }) => id === node.id && (node.node !== 'job' || job.id === node.job.id));
}

async function chooseJobs(running: readonly Running[]): Promise<readonly Running[]> {
  const all: Choice<readonly Running[]> = {
    label: vscode.l10n.t('All'),
    description: vscode.l10n.t('{0} jobs', running.length),
    value: running,
  };
  const chosen = await askAlone(vscode.l10n.t('Stop Publishing'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('What is to be stopped?'),
      choices: [
        ...running.map((one) => ({
          label: one.job.topic,
          description: vscode.l10n.t('{0}, every {1}', one.connection, intervalText(one.job.everyMs)),
          value: [one],
        })),
        all,
      ],
    }),
  );
  return chosen ?? [];
}
