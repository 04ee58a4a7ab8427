import * as vscode from 'vscode';
import { contextKeys } from '../ids.ts';
import type { RecentDrafts } from './recentDrafts.ts';

/** Offers *Publish Again* only where there is something to repeat. */
export async function showPublishAgain(recentEvents: RecentDrafts): Promise<void> {
  await vscode.commands.executeCommand('setContext', contextKeys.canPublishAgain, recentEvents.all().length > 0);
}
