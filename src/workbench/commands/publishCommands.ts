import * as vscode from 'vscode';
import { matchTopic, buildTopic } from '../../wiotp/topic.ts';
import type { Connection } from '../connections/connections.ts';
import { commands } from '../ids.ts';
import { askDraft, type Draft } from '../publish/draft.ts';
import { showPublishAgain } from '../publish/publishAgainContext.ts';
import { activePayload, offeredPayload, type ActivePayload } from '../publish/offeredPayload.ts';
import { chooseConnection, chooseOpenConnection } from './chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from './parts.ts';

const encoder = new TextEncoder();

/** Publish an event, once, again, and the running job's stop. */
export function publishCommands(parts: Parts): readonly Command[] {
  const { connections, recentEvents } = parts;
  return [
    {
      id: commands.publishEvent,
      title: vscode.l10n.t('Publish Event'),
      needsTrust: true,
      run: async (node) => {
        // Read before anything is asked: a quick input takes the focus, and the user may then change editors.
        const active = activePayload(vscode.window.activeTextEditor, parts.choices);
        const connection = await chooseOpenConnection(connections, node);
        if (connection === undefined) return;
        const draft = await askEvent(parts, active, connection);
        if (draft !== undefined) await publish(parts, connection, draft);
      },
    },
    {
      id: commands.publishAgain,
      title: vscode.l10n.t('Publish Again'),
      needsTrust: true,
      run: async (node) => {
        const [draft] = recentEvents.all();
        const connection = await chooseOpenConnection(connections, node);
        if (connection !== undefined && draft !== undefined) await publish(parts, connection, draft);
      },
    },
    {
      id: commands.stopPublishing,
      title: vscode.l10n.t('Stop Publishing'),
      needsTrust: false,
      run: async (node) => {
        const publishing = await chooseConnection(connections, node, ({ session }) => session?.job !== undefined, {
          message: vscode.l10n.t('Nothing is being published.'),
          advice: vscode.l10n.t('There is nothing to stop.'),
        });
        if (publishing !== undefined) await (await parts.engine.calls()).ask('stopJob', publishing.profile.id);
      },
    },
  ];
}

function askEvent({ recentEvents }: Parts, active: ActivePayload, { profile }: Connection): Promise<Draft | undefined> {
  const recent = recentEvents.all();
  return askDraft({
    title: vscode.l10n.t('Publish Event as {0}', profile.name),
    nameLabel: vscode.l10n.t('Event ID'),
    recent,
    known: knownFrom(active.file?.topic),
    offer: (name) => offeredPayload(active, recent, name),
    topic: (eventId, format) => buildTopic('device.event', { eventId, format }),
  });
}

function knownFrom(topic: string | undefined): Partial<Pick<Draft, 'name' | 'format'>> {
  const { eventId, format } = (topic === undefined ? undefined : matchTopic(topic)?.parts) ?? {};
  return { ...(eventId === undefined ? {} : { name: eventId }), ...(format === undefined ? {} : { format }) };
}

async function publish(parts: Parts, { profile }: Connection, draft: Draft): Promise<void> {
  const topic = buildTopic('device.event', { eventId: draft.name, format: draft.format });
  const message = { topic, payload: encoder.encode(draft.payload), qos: draft.qos, retain: false };
  // Before it is sent: a connection that is lost just now must not cost what was typed.
  await parts.recentEvents.add(draft);
  await showPublishAgain(parts.recentEvents);
  await (await parts.engine.calls()).ask('publish', profile.id, message);
  parts.notices.done(vscode.l10n.t('Published {0} ({1} bytes)', topic, message.payload.byteLength));
}
