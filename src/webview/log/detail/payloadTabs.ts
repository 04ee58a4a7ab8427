import { isDeviceManagement } from '../../../wiotp/kind.ts';
import { matchTopic } from '../../../wiotp/topic.ts';
import { isUtf8 } from '../../text/isUtf8.ts';

/** All ways to look at a payload. */
export const payloadTabs = ['tree', 'json', 'table', 'xml', 'text', 'hex'] as const;
export type PayloadTab = (typeof payloadTabs)[number];

/** What a payload is meant to be, which decides how it is best looked at. */
export type PayloadForm = 'json' | 'csv' | 'xml' | 'text' | 'binary';

/** The ways to look at each form, the usual one first. */
const tabsByForm: Readonly<Record<PayloadForm, readonly [PayloadTab, ...PayloadTab[]]>> = {
  json: ['tree', 'json', 'text', 'hex'],
  csv: ['table', 'text', 'hex'],
  xml: ['xml', 'text', 'hex'],
  text: ['text', 'json', 'hex'],
  binary: ['hex', 'text'],
};

const formsByFormat: ReadonlyMap<string, PayloadForm> = new Map([
  ['json', 'json'],
  ['csv', 'csv'],
  ['xml', 'xml'],
  ['text', 'text'],
  ['txt', 'text'],
  ['bin', 'binary'],
]);

/** The tab that the reader chose for payloads of each form; absent where the usual one will do. */
export type TabChoices = Readonly<Partial<Record<PayloadForm, PayloadTab>>>;

/** The ways to look at payloads of a form, the usual one first. */
export function tabsOf(form: PayloadForm): readonly [PayloadTab, ...PayloadTab[]] {
  return tabsByForm[form];
}

/** The tab to show: the one that was chosen for the form, or the usual one. */
export function chosenTab(form: PayloadForm, choices: TabChoices): PayloadTab {
  const chosen = choices[form];
  const tabs = tabsOf(form);
  return chosen !== undefined && tabs.includes(chosen) ? chosen : tabs[0];
}

/** What VS Code kept of the choices; what is none is left out. */
export function readTabs(kept: unknown): TabChoices {
  const given = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<Record<string, unknown>>;
  const forms = Object.keys(tabsByForm) as PayloadForm[];
  return Object.fromEntries(
    forms.flatMap((form) => {
      const tab = tabsOf(form).find((candidate) => Object.hasOwn(given, form) && candidate === given[form]);
      return tab === undefined ? [] : [[form, tab]];
    }),
  );
}

/** What a payload is meant to be: what its topic says, and where that says nothing, what it looks like. */
export function formOf({ topic, payload }: { readonly topic: string; readonly payload: Uint8Array }): PayloadForm {
  const match = matchTopic(topic);
  if (match !== undefined && isDeviceManagement(match.kind)) return 'json';
  const format = match?.parts['format']?.toLowerCase();
  return formsByFormat.get(format ?? '') ?? looks(payload);
}

const formsByStart: ReadonlyMap<string, PayloadForm> = new Map([
  ['{', 'json'],
  ['[', 'json'],
  ['<', 'xml'],
]);

function looks(payload: Uint8Array): PayloadForm {
  if (payload.includes(0) || !isUtf8(payload)) return 'binary';
  const first = payload.find((byte) => byte > 0x20);
  return first === undefined ? 'text' : (formsByStart.get(String.fromCharCode(first)) ?? 'text');
}
