import type * as vscode from 'vscode';
import { connectionCommands } from './connectionCommands.ts';
import type { Command } from './guarded.ts';
import { managementCommands } from './managementCommands.ts';
import type { Parts } from './parts.ts';
import { payloadCommands } from './payloadCommands.ts';
import { platformCommands } from './platformCommands.ts';
import { publishCommands } from './publishCommands.ts';
import { trafficCommands } from './trafficCommands.ts';
import { tryItNowCommand } from './tryItNow.ts';

/** Every command. The entry of a bundle of its own, which is loaded when the first command runs. */
export function allCommands(parts: Parts, log: vscode.LogOutputChannel): readonly Command[] {
  return [
    tryItNowCommand(parts),
    ...connectionCommands(parts),
    ...publishCommands(parts),
    ...payloadCommands(parts),
    ...managementCommands(parts),
    ...platformCommands(parts),
    ...trafficCommands(parts, log),
  ];
}
