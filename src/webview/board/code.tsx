import type { BoardState } from '../../rpc/board/boardContract.ts';
import { visibleStart } from '../text/visibleText.ts';
import type { BoardActions } from './boardActions.ts';

const mostCharacters = 200;

/** What the board's firmware needs: code to copy, for a device, a network and a language. */
export function Code({ state, actions }: { readonly state: BoardState; readonly actions: BoardActions }) {
  const { device, wish, languages } = state;
  return (
    <section aria-labelledby="code">
      <h2 id="code">Code</h2>
      <p class="device">
        {device === undefined ? (
          'No device is chosen yet.'
        ) : (
          <code>{visibleStart(`${device.typeId} ${device.deviceId}`, mostCharacters)}</code>
        )}
        <button type="button" class="link" onClick={actions.chooseDevice}>
          {device === undefined ? 'Choose or Add a Device…' : 'Another Device…'}
        </button>
      </p>
      {device?.tokenKept === false && (
        <p>
          This machine’s secret store has no token of it: the code gets a constant to put it into.{' '}
          <button type="button" class="link" onClick={actions.issueToken}>
            Issue New Token…
          </button>
        </p>
      )}
      <div class="choices">
        <Choice name="Address" value={wish.address} choose={(address) => actions.wish({ ...wish, address })} options={addresses(state)} />
        <Choice
          name="Language"
          value={wish.language}
          choose={(language) => actions.wish({ ...wish, language })}
          options={languages.map(({ id, name }) => [id, name] as const)}
        />
        <Choice
          name="Security"
          value={wish.tls ? 'tls' : 'plain'}
          choose={(tls) => actions.wish({ ...wish, tls: tls === 'tls' })}
          options={security}
        />
        <button type="button" class="button" disabled={device === undefined} onClick={actions.copyCode}>
          Copy Code
        </button>
      </div>
    </section>
  );
}

const security = [
  ['plain', 'without TLS'],
  ['tls', 'with TLS'],
] as const;

/** The addresses that are open, and the chosen one in any case. */
function addresses({ interfaces, wish }: BoardState): readonly (readonly [string, string])[] {
  const open = interfaces.flatMap(({ address, listeners }) => (listeners.length > 0 ? [address] : []));
  return [...new Set([...open, wish.address])].map((address) => [address, address]);
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly choose: (value: string) => void;
}

function Choice({ name, value, options, choose }: ChoiceProps) {
  return (
    <label class="choice">
      {name}
      <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {options.map(([option, text]) => (
          <option value={option}>{visibleStart(text, mostCharacters)}</option>
        ))}
      </select>
    </label>
  );
}
