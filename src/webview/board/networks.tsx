import type { BoardState } from '../../rpc/board/boardContract.ts';
import type { ListenerState, NetworkInterface } from '../../rpc/platformContract.ts';
import { Icon } from '../iconButton.tsx';
import { visibleStart } from '../text/visibleText.ts';
import type { BoardActions } from './boardActions.ts';

const mostCharacters = 200;

/** Where the platform listens: each address is opened and closed by itself. */
export function Networks({ state, actions }: { readonly state: BoardState; readonly actions: BoardActions }) {
  const isOpen = state.interfaces.some(({ kind, listeners }) => kind !== 'loopback' && listeners.length > 0);
  return (
    <section aria-labelledby="networks">
      <h2 id="networks">Networks</h2>
      <ul class="networks">
        {state.interfaces.map((place) => (
          <Network key={place.address} place={place} actions={actions} />
        ))}
      </ul>
      {isOpen && (
        <p class="open-note">
          <Icon name="warning" />
          Everybody in an open network can reach the platform until you close it. Quickstart and API keys without TLS stay on this machine.
        </p>
      )}
    </section>
  );
}

const kinds: Readonly<Record<NetworkInterface['kind'], string>> = { lan: '', virtual: 'virtual', loopback: 'this machine only' };

function Network({ place, actions }: { readonly place: NetworkInterface; readonly actions: BoardActions }) {
  const { address, name, kind, listeners } = place;
  const isOpen = listeners.length > 0;
  const described = [name, kinds[kind]].filter((part) => part !== '').join(', ');
  return (
    <li class="network" data-open={isOpen}>
      <code>{visibleStart(address, mostCharacters)}</code>
      <span class="states">{visibleStart(described, mostCharacters)}</span>
      <span class="ports">{isOpen ? visibleStart(listeners.map(portText).join(', '), mostCharacters) : 'closed'}</span>
      {kind !== 'loopback' && (
        <button
          type="button"
          class={isOpen ? 'button' : 'button secondary'}
          aria-label={`${isOpen ? 'Close' : 'Open'} ${address}`}
          onClick={() => (isOpen ? actions.close(address) : actions.open(address))}
        >
          {isOpen ? 'Close' : 'Open'}
        </button>
      )}
    </li>
  );
}

function portText({ port, secure, service }: ListenerState): string {
  return `${port}${service === 'quickstart' ? ' Quickstart' : ''}${secure ? ' TLS' : ''}`;
}
