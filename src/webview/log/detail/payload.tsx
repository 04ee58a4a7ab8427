import { useMemo } from 'preact/hooks';
import { Icon, IconButton } from '../../iconButton.tsx';
import { CsvTableView } from './csvTableView.tsx';
import type { DetailActions } from './detailActions.ts';
import { JsonTreeView } from './jsonTreeView.tsx';
import { Lines } from './lines.tsx';
import { chosenTab, formOf, tabsOf, type PayloadTab, type TabChoices } from './payloadTabs.ts';
import { payloadView, type PayloadBody } from './payloadView.ts';

const names: Readonly<Record<PayloadTab, string>> = { tree: 'Tree', json: 'JSON', table: 'Table', xml: 'XML', text: 'Text', hex: 'Hex' };

interface PayloadProps {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly tabs: TabChoices;
  readonly actions: Pick<DetailActions, 'copy' | 'show'>;
}

/** A payload in one of the views that fit what it is meant to be, with a button to copy it as shown. */
export function Payload({ topic, payload, tabs, actions }: PayloadProps) {
  const form = useMemo(() => formOf({ topic, payload }), [topic, payload]);
  const tab = chosenTab(form, tabs);
  const view = useMemo(() => payloadView(payload, tab), [payload, tab]);
  const show = (chosen: PayloadTab): void => actions.show(form, chosen);
  return (
    <>
      <div class="tabs">
        <div role="tablist" aria-label="Payload" onKeyDown={(event) => turn(event, tabsOf(form), tab, show)}>
          {tabsOf(form).map((name) => (
            <Tab name={name} chosen={name === tab} choose={() => show(name)} />
          ))}
        </div>
        {payload.length > 0 && (
          <IconButton icon="copy" name="Copy the Payload as Shown" press={() => actions.copy(view.copy(), 'Payload')} />
        )}
      </div>
      {payload.length === 0 ? (
        <p class="summary">The payload is empty.</p>
      ) : (
        <div
          class="payload"
          role="tabpanel"
          aria-label={`Payload as ${names[tab]}`}
          data-tab={tab}
          key={tab}
          // What has a tab stop of its own inside needs none here.
          {...(view.body.type === 'tree' ? {} : { tabIndex: 0 })}
        >
          {view.notes.map((note) => (
            <p class="note">
              <Icon name="info" />
              <span>{note}</span>
            </p>
          ))}
          <Body body={view.body} copy={actions.copy} />
        </div>
      )}
    </>
  );
}

function Body({ body, copy }: { readonly body: PayloadBody; readonly copy: DetailActions['copy'] }) {
  return useMemo(() => drawn(body, copy), [body, copy]);
}

function drawn(body: PayloadBody, copy: DetailActions['copy']) {
  switch (body.type) {
    case 'lines':
      return <Lines lines={body.lines} />;
    case 'tree':
      return <JsonTreeView tree={body.tree} copy={copy} />;
    case 'table':
      return <CsvTableView table={body.table} />;
  }
}

function Tab({ name, chosen, choose }: { readonly name: PayloadTab; readonly chosen: boolean; readonly choose: () => void }) {
  return (
    <button type="button" role="tab" class="tab" aria-selected={chosen} tabIndex={chosen ? 0 : -1} data-tab={name} onClick={choose}>
      {names[name]}
    </button>
  );
}

/** Arrow keys go from tab to tab, as everywhere; the focus goes along. */
function turn(event: KeyboardEvent, tabs: readonly PayloadTab[], tab: PayloadTab, show: (tab: PayloadTab) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const next = tabs[tabs.indexOf(tab) + step];
  if (step === 0 || next === undefined || !(event.currentTarget instanceof Element)) return;
  event.preventDefault();
  show(next);
  event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
}
