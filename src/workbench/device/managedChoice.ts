import * as vscode from 'vscode';
import type { ManagedState } from '../../rpc/session/sessionState.ts';
import { deviceText, readDevice, type DeviceName } from '../../wiotp/deviceName.ts';
import { chooseConnection, isConnectionNode } from '../chooseConnection.ts';
import type { Connection, Connections } from '../connections/connections.ts';
import { askAlone, askChoice, type Choice } from '../quick/wizard.ts';

/** Who a message of Device Management is from. */
export interface ManagedChoice {
  readonly connection: Connection;
  /** The device behind the gateway; absent for the client itself. */
  readonly device?: DeviceName;
  /** For people. */
  readonly name: string;
}

/** Whether a connection does Device Management: applications and the sandbox have none [D-qs]. */
export function hasManagement({ profile }: Connection): boolean {
  return profile.client.sender !== 'application' && profile.target.kind !== 'quickstart';
}

/**
 * Who a command speaks for: whom its row stands for, or else a device, or a gateway or a device behind it that the user
 * chooses or names. `undefined` when the user left.
 * @throws Refusal when no connection fits.
 */
export async function chooseManaged(connections: Connections, node: unknown, title: string): Promise<ManagedChoice | undefined> {
  const fits = (connection: Connection): boolean => hasManagement(connection) && connection.session?.phase === 'connected';
  const connection = await chooseConnection(connections, node, fits, {
    message: vscode.l10n.t('No connection of a device or gateway is open.'),
    advice: vscode.l10n.t('Connect one in the Connections view first, or choose Try It Now. Quickstart has no Device Management.'),
  });
  if (connection === undefined) return undefined;
  if (isConnectionNode(node) && node.node === 'management') return chosen(connection, node.state.device);
  if (connection.profile.client.sender !== 'gateway') return chosen(connection, undefined);
  const answer = await askAlone(title, (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('For whom? Choose one, or type the type and ID of a device: thermostat:t-100'),
      choices: gatewayAndDevices(connection),
      typed: typedDevice,
    }),
  );
  return answer === undefined ? undefined : chosen(connection, answer.device);
}

/** What is known of whom a command speaks for; a device behind a gateway that was never spoken for is not known. */
export function stateOf({ connection, device }: ManagedChoice): ManagedState | undefined {
  return connection.session?.devices.find(
    (state) => state.device?.typeId === device?.typeId && state.device?.deviceId === device?.deviceId,
  );
}

function chosen(connection: Connection, device: DeviceName | undefined): ManagedChoice {
  const { name } = connection.profile;
  return device === undefined ? { connection, name } : { connection, device, name: `${deviceText(device)} (${name})` };
}

interface Whom {
  readonly device: DeviceName | undefined;
}

/** The gateway itself first, then the devices that it spoke for. */
function gatewayAndDevices({ profile, session }: Connection): readonly Choice<Whom>[] {
  const behind = (session?.devices ?? []).flatMap(({ device }) => device ?? []);
  return [
    { label: profile.name, description: vscode.l10n.t('the gateway itself'), value: { device: undefined } },
    ...behind.map((device) => ({ label: deviceText(device), description: vscode.l10n.t('behind the gateway'), value: { device } })),
  ];
}

function typedDevice(text: string): Choice<Whom> | { readonly refused: string } {
  const device = readDevice(text);
  if (typeof device === 'string') return { refused: device };
  return { label: deviceText(device), description: vscode.l10n.t('behind the gateway'), value: { device } };
}
