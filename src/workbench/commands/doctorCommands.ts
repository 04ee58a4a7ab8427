import * as vscode from 'vscode';
import { newProfile } from '../../profiles/newProfile.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { readAddress, type Address } from '../connections/address.ts';
import { diagnose } from '../connections/doctor/diagnose.ts';
import { phaseLook } from '../connections/phase.ts';
import { commands } from '../ids.ts';
import { askAlone, askChoice, type Choice } from '../quick/wizard.ts';
import { isConnectionNode } from '../chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** The connection doctor. */
export function doctorCommands(parts: Parts): readonly Command[] {
  return [
    {
      id: commands.diagnoseConnection,
      title: vscode.l10n.t('Diagnose Connection'),
      needsTrust: true,
      run: async (node) => {
        const given = isConnectionNode(node) ? parts.connections.find(node.id)?.profile : undefined;
        const profile = given ?? (await choosePatient(parts));
        if (profile !== undefined) await diagnose(parts, profile);
      },
    },
  ];
}

/** A connection, or any host that is typed: of that only the network is examined. */
function choosePatient({ connections }: Parts): Promise<ConnectionProfile | undefined> {
  return askAlone(vscode.l10n.t('Diagnose Connection'), (place) =>
    askChoice<ConnectionProfile>(place, {
      placeholder: vscode.l10n.t('Choose a connection, or type a host with a port: mqtts://platform.example.com:8883'),
      choices: connections.all().map((connection) => ({
        label: connection.profile.name,
        description: phaseLook(connection).text,
        value: connection.profile,
      })),
      typed: typedHost,
    }),
  );
}

function typedHost(text: string): Choice<ConnectionProfile> | { readonly refused: string } {
  const address = readAddress(text);
  if (typeof address === 'string') return { refused: address };
  return { label: text, description: vscode.l10n.t('this host, network only'), value: patientAt(text, address) };
}

function patientAt(name: string, { host, port, transport, path }: Address): ConnectionProfile {
  const client = { sender: 'device', typeId: 'doctor', deviceId: 'doctor' } as const;
  return {
    ...newProfile({ id: crypto.randomUUID(), name, client, target: { kind: 'host', host }, org: 'doctor' }),
    transport: transport ?? (port === 1883 || port === 80 ? 'tcp' : 'tls'),
    ...(port === undefined ? {} : { port }),
    ...(path === undefined ? {} : { path }),
  };
}
