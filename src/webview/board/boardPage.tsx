import type { BoardState } from '../../rpc/board/boardContract.ts';
import { FailureNotice } from '../failureNotice.tsx';
import type { Failure } from '../reports.ts';
import { visibleStart } from '../text/visibleText.ts';
import { Attempts } from './attempts.tsx';
import type { BoardActions } from './boardActions.ts';
import { Code } from './code.tsx';
import { Hints } from './hints.tsx';
import { Networks } from './networks.tsx';

interface BoardPageProps {
  /** Missing until the host has answered for the first time. */
  readonly state: BoardState | undefined;
  readonly actions: BoardActions;
  readonly done: string;
  readonly failure: Failure | undefined;
  readonly dismiss: () => void;
}

export function BoardPage({ state, actions, done, failure, dismiss }: BoardPageProps) {
  return (
    <main>
      <h1>Connect a Board</h1>
      {failure !== undefined && <FailureNotice failure={failure} dismiss={dismiss} />}
      {state !== undefined && (state.running ? <Running state={state} actions={actions} /> : <Stopped start={actions.startPlatform} />)}
      <p class="done" role="status">
        {done}
      </p>
    </main>
  );
}

function Running({ state, actions }: { readonly state: BoardState; readonly actions: BoardActions }) {
  return (
    <>
      {state.attachedTo !== undefined && (
        <p>The platform runs elsewhere, at {visibleStart(state.attachedTo, 200)}. Networks are those of that machine.</p>
      )}
      <Attempts state={state} actions={actions} />
      <Networks state={state} actions={actions} />
      <Code state={state} actions={actions} />
      <Hints hints={state.hints} copy={actions.copy} />
    </>
  );
}

function Stopped({ start }: { readonly start: () => void }) {
  return (
    <section>
      <p>The embedded platform does not run, so no board can connect.</p>
      <button type="button" class="button" onClick={start}>
        Start the Embedded Platform
      </button>
    </section>
  );
}
