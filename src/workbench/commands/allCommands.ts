import type * as vscode from 'vscode';
import { boardCommands } from '../board/boardCommands.ts';
import { actionReportText, problemsText, type ReportTexts } from '../embeddedPlatform/reports/reportText.ts';
import { actionCommands } from './actionCommands.ts';
import { apiKeyCommands } from './apiKeyCommands.ts';
import { profileCommands } from './profileCommands.ts';
import { transferCommands } from './transferCommands.ts';
import { doctorCommands } from './doctorCommands.ts';
import { subscriptionCommands } from './subscriptionCommands.ts';
import { applicationCommands } from './applicationCommands.ts';
import { undeliveredCommands } from './undeliveredCommands.ts';
import { reportingCommands } from './reportingCommands.ts';
import { replyCommands } from './replyCommands.ts';
import { attributeCommands } from './attributeCommands.ts';
import { connectionCommands } from './connectionCommands.ts';
import { deviceCommands } from './deviceCommands.ts';
import { faultCommands } from './faultCommands.ts';
import type { Command } from './guarded.ts';
import { listenerCommands } from './listenerCommands.ts';
import { managementCommands } from './managementCommands.ts';
import { packageCommands } from './packageCommands.ts';
import type { Parts } from '../parts.ts';
import { payloadCommands } from './payloadCommands.ts';
import { platformCommands } from './platformCommands.ts';
import { publishCommands } from './publishCommands.ts';
import { reportCommands } from './reportCommands.ts';
import { sendCommandCommand } from './sendCommand.ts';
import { markerCommands } from './markerCommands.ts';
import { logFileCommands } from './logFileCommands.ts';
import { messageCommands } from './messageCommands.ts';
import { plotCommands } from './plotCommands.ts';
import { conversationCommands } from './conversationCommands.ts';
import { explainCommands } from './explainCommands.ts';
import { trafficCommands } from './trafficCommands.ts';
import { tryItNowCommand } from './tryItNow.ts';

/** What a filter catches, which takes the catalog as well. */
export { describeSubscription } from '../connections/describeSubscription.ts';

/** What serves panels that a reload brings back, and what finds links in terminals. */
export { panelRestorers } from '../traffic/restorePanel.ts';
export { terminalLinks } from '../terminal/terminalLinks.ts';

/** What runs them, and tells what they throw. */
export { guardedBy } from './runGuarded.ts';

/** The texts of reports, which name every kind of message as commands do. */
export const reportTexts: ReportTexts = { actionReportText, problemsText };

/** Every command. The entry of a bundle of its own, which is loaded when the first command runs. */
export function allCommands(parts: Parts, log: vscode.LogOutputChannel): readonly Command[] {
  return [
    tryItNowCommand(parts),
    ...connectionCommands(parts),
    ...profileCommands(parts),
    ...transferCommands(parts),
    ...doctorCommands(parts),
    ...subscriptionCommands(parts),
    ...publishCommands(parts),
    ...payloadCommands(parts),
    ...applicationCommands(parts),
    ...undeliveredCommands(parts),
    ...managementCommands(parts),
    ...reportingCommands(parts),
    ...replyCommands(parts),
    ...platformCommands(parts),
    ...listenerCommands(parts),
    ...deviceCommands(parts),
    ...apiKeyCommands(parts),
    sendCommandCommand(parts),
    ...actionCommands(parts),
    ...packageCommands(parts),
    ...attributeCommands(parts),
    ...faultCommands(parts),
    ...reportCommands(parts),
    ...boardCommands(parts),
    ...trafficCommands(parts, log),
    ...markerCommands(parts),
    ...logFileCommands(parts),
    ...messageCommands(parts),
    ...plotCommands(parts),
    ...conversationCommands(parts),
    ...explainCommands(),
  ];
}
