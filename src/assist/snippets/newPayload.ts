import { isGeneric, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { jsonSnippet, placeholder, stopAtValues } from './snippetText.ts';
import { plainText } from './plainText.ts';

/** What a new file is to be called and to hold. */
export interface FileTemplate {
  readonly name: string;
  /** The content in the language of VS Code's snippets, indented with tabs. */
  readonly snippet: string;
  /** The same as plain text. */
  readonly text: string;
}

/** A new file with one payload of this kind. */
export function payloadTemplate(kind: PayloadKind): FileTemplate {
  return template(fileName(kind), jsonSnippet(kind.examples[0], stopAtValues));
}

/** A new transcript: the device manages itself, and is asked to restart. */
export function transcriptTemplate(): FileTemplate {
  const snippet = `{
\t"description": "${placeholder(1, 'What this shows or tests')}",
\t"steps": [
\t\t{ "topic": "iotdevice-1/mgmt/manage", "payload": { "reqId": "\\\${manage\\}" } },
\t\t{ "topic": "iotdm-1/response", "payload": { "rc": 200, "reqId": "\\\${manage\\}" } }$0
\t]
}`;
  return template('new.wiotp.json', snippet);
}

/** `reboot.dm.reboot.json`; events and commands have no name that tells their kind. */
function fileName(kind: PayloadKind): string {
  const [family = '', name = ''] = kind.name.split('.');
  return isGeneric(kind) || family === 'dm' || family === 'rest' ? `${name}.${kind.name}.json` : `${name}.json`;
}

function template(name: string, snippet: string): FileTemplate {
  return { name, snippet: `${snippet}\n`, text: `${plainText(snippet)}\n` };
}
