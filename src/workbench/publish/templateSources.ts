import * as vscode from 'vscode';
import type { TemplateSources } from '../../transcript/variables.ts';
import { settings } from '../ids.ts';
import type { DraftPayload } from './draft.ts';
import { environmentFor } from './environment.ts';

/**
 * Where the variables of a payload get their values for one message.
 * @throws Refusal for a variable of the environment that is allowed and not set.
 */
export function templateSources(draft: DraftPayload, counter = 1): TemplateSources {
  const environment = allowedEnvironment(draft);
  return { now: () => Date.now(), uuid: () => crypto.randomUUID(), random: () => Math.random(), counter, environment };
}

/**
 * The variables of the environment for a payload: only those that the user's own settings name. A workspace must not
 * read the environment of whoever opens it.
 * @throws Refusal for one that is allowed and not set.
 */
export function allowedEnvironment({ payload, encoding }: DraftPayload): Readonly<Record<string, string>> {
  if (encoding !== undefined) return {};
  const setting = vscode.workspace.getConfiguration().inspect<unknown>(settings.templateEnvironment);
  return environmentFor(payload, setting?.globalValue ?? setting?.defaultValue, process.env);
}
