import type { AttemptRow, BoardState } from '../../rpc/board/boardContract.ts';
import { Icon } from '../iconButton.tsx';
import { count, timeOfDay } from '../text/figures.ts';
import { visibleStart } from '../text/visibleText.ts';
import { attemptText, spokenLatest, type AttemptText } from './attemptText.ts';
import type { BoardActions } from './boardActions.ts';

/** Longer texts are cut: a client can send 64 KB of anything as its client ID. */
const mostCharacters = 600;

/** Who tries to connect, and how far each comes, as it happens. */
export function Attempts({ state, actions }: { readonly state: BoardState; readonly actions: BoardActions }) {
  const { attempts, device } = state;
  const [told, routine] = [attempts.filter((row) => !row.routine), attempts.filter((row) => row.routine)];
  return (
    <section aria-labelledby="attempts">
      <h2 id="attempts">{device?.online === true ? 'Connected' : 'Waiting for the Board'}</h2>
      {device !== undefined && <DeviceLine device={device} actions={actions} />}
      {!attempts.some(({ outside }) => outside) && <p class="waiting-line">{nobodyYet(state)}</p>}
      <ul class="attempts" aria-label="Attempts to connect">
        {told.map((row) => (
          <Attempt key={row.id} row={row} register={actions.register} />
        ))}
      </ul>
      {routine.length > 0 && <Routine rows={routine} register={actions.register} />}
      <p class="unseen" aria-live="polite">
        {visibleStart(spokenLatest(told), mostCharacters)}
      </p>
    </section>
  );
}

/** What comes and goes on the platform's own machine all the time, for who looks for it. */
function Routine({ rows, register }: { readonly rows: readonly AttemptRow[]; readonly register: BoardActions['register'] }) {
  return (
    <details class="routine">
      <summary>From this machine: {count(rows.length)}</summary>
      <ul class="attempts" aria-label="Connections from this machine">
        {rows.map((row) => (
          <Attempt key={row.id} row={row} register={register} />
        ))}
      </ul>
    </details>
  );
}

function DeviceLine({ device, actions }: { readonly device: NonNullable<BoardState['device']>; readonly actions: BoardActions }) {
  const states = [device.online ? 'online' : 'offline', ...(device.managed ? ['managed'] : [])];
  if (device.peer !== undefined) states.push(`from ${device.peer}`);
  return (
    <p class="device">
      <code>{visibleStart(device.clientId, mostCharacters)}</code>
      <span class="states">{visibleStart(states.join(', '), mostCharacters)}</span>
      {device.online && (
        <button type="button" class="link" onClick={actions.showTraffic}>
          Show Its Traffic
        </button>
      )}
    </p>
  );
}

/** Nobody but this machine is heard of: what that can mean depends on whether anybody else can come at all. */
function nobodyYet({ interfaces }: BoardState): string {
  const open = interfaces.some(({ kind, listeners }) => kind !== 'loopback' && listeners.length > 0);
  return open
    ? 'No outside connection yet. The board has to be in the same network, and connect to the address that is open below.'
    : 'No outside connection yet, and none is possible: the platform listens on this machine only. Open a network below.';
}

const icons: Readonly<Record<AttemptText['tone'], string>> = { news: 'debug-stackframe-dot', good: 'pass', bad: 'error' };
const tones: Readonly<Record<AttemptText['tone'], string>> = { news: '', good: 'Success: ', bad: 'Failed: ' };

function Attempt({ row, register }: { readonly row: AttemptRow; readonly register: BoardActions['register'] }) {
  const { attempt, times, awaited } = row;
  const { tone, title, place, reason, advice } = attemptText(row);
  const { registrable, connection } = attempt;
  return (
    <li class="attempt" data-tone={tone}>
      <Icon name={icons[tone]} />
      <div class="attempt-text">
        <p class="attempt-title">
          <span class="unseen">{tones[tone]}</span>
          {visibleStart(title, mostCharacters)}
          {awaited && <span class="times">the board</span>}
          {times > 1 && (
            <span class="times">
              <span aria-hidden="true">×{count(times)}</span>
              <span class="unseen">, {count(times)} times</span>
            </span>
          )}
        </p>
        {reason !== undefined && <p>{visibleStart(reason, mostCharacters)}</p>}
        {advice !== undefined && <p class="advice">{visibleStart(advice, mostCharacters)}</p>}
        {registrable !== undefined && (
          <p class="register">
            <button type="button" class="button" onClick={() => register(connection)}>
              Register This Device
            </button>
            <span>
              {registrable.classId ?? 'Device'} {visibleStart(registrable.deviceId, mostCharacters)} of the type{' '}
              {visibleStart(registrable.typeId, mostCharacters)}, with the token that it sent, of which only a hash is kept. Its firmware
              stays as it is.
            </span>
          </p>
        )}
        <p class="when">
          {timeOfDay(attempt.time)} {visibleStart(place, mostCharacters)}
        </p>
      </div>
    </li>
  );
}
