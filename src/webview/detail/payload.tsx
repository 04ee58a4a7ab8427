import { useMemo } from 'preact/hooks';
import { Icon, IconButton } from '../iconButton.tsx';
import type { DetailActions } from './detailActions.ts';
import { Lines } from './lines.tsx';
import { payloadTabs, payloadView, type PayloadTab } from './payloadView.ts';

const names: Readonly<Record<PayloadTab, string>> = { json: 'JSON', text: 'Text', hex: 'Hex' };

interface PayloadProps {
  readonly payload: Uint8Array;
  readonly tab: PayloadTab;
  readonly actions: Pick<DetailActions, 'copy' | 'show'>;
}

/** A payload in one of three views, with a button to copy it as shown. */
export function Payload({ payload, tab, actions }: PayloadProps) {
  const view = useMemo(() => payloadView(payload, tab), [payload, tab]);
  const lines = useMemo(() => <Lines lines={view.lines} />, [view]);
  return (
    <>
      <div class="tabs">
        <div role="tablist" aria-label="Payload" onKeyDown={(event) => turn(event, tab, actions.show)}>
          {payloadTabs.map((name) => (
            <Tab name={name} chosen={name === tab} choose={() => actions.show(name)} />
          ))}
        </div>
        {payload.length > 0 && <IconButton icon="copy" name="Copy the Payload as Shown" press={() => actions.copy(view.copy, 'Payload')} />}
      </div>
      {payload.length === 0 ? (
        <p class="summary">The payload is empty.</p>
      ) : (
        <div class="payload" role="tabpanel" aria-label={`Payload as ${names[tab]}`} tabIndex={0} data-tab={tab} key={tab}>
          {view.note !== undefined && (
            <p class="note">
              <Icon name="info" />
              <span>{view.note}</span>
            </p>
          )}
          {lines}
        </div>
      )}
    </>
  );
}

function Tab({ name, chosen, choose }: { readonly name: PayloadTab; readonly chosen: boolean; readonly choose: () => void }) {
  return (
    <button type="button" role="tab" class="tab" aria-selected={chosen} tabIndex={chosen ? 0 : -1} data-tab={name} onClick={choose}>
      {names[name]}
    </button>
  );
}

/** Arrow keys go from tab to tab, as everywhere; the focus goes along. */
function turn(event: KeyboardEvent, tab: PayloadTab, show: (tab: PayloadTab) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const next = payloadTabs[payloadTabs.indexOf(tab) + step];
  if (step === 0 || next === undefined || !(event.currentTarget instanceof Element)) return;
  event.preventDefault();
  show(next);
  event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
}
