import type { LogStatus } from '../../rpc/log/logContract.ts';
import { FailureNotice } from '../failureNotice.tsx';
import { Counters } from './head/counters.tsx';
import { Hold, OpenedFile, Recording } from './head/logFacts.tsx';
import { ViewMenu, type ViewMenuProps } from './head/viewMenu.tsx';
import { Icon, IconButton } from '../iconButton.tsx';
import type { Failure } from '../reports.ts';
import { count } from '../text/figures.ts';
import { visibleStart } from '../text/visibleText.ts';

/** Longer texts are cut: the list needs its room. */
const mostCharacters = 500;

/** What the buttons above the list do. */
export interface HeadActs {
  readonly follow: (on: boolean) => void;
  readonly pause: (on: boolean) => void;
  readonly findProblem: (direction: 'forward' | 'back') => void;
  readonly addMarker: () => void;
  readonly clear: () => void;
  readonly setRetention: () => void;
  readonly stopRecording: () => void;
  readonly dismiss: () => void;
}

/** What stands above the list. */
export interface HeadProps {
  /** Missing until the host has answered for the first time. */
  readonly status: LogStatus | undefined;
  readonly follows: boolean;
  readonly isPaused: boolean;
  /** How many rows came since the list was paused, or ceased to follow. */
  readonly newRows: number;
  /** What the last act did, such as `Payload copied`, or what is said of the selected rows. */
  readonly done: string;
  readonly failure: Failure | undefined;
  readonly menu: ViewMenuProps;
  readonly acts: HeadActs;
}

export function Head({ status, follows, isPaused, newRows, done, failure, menu, acts }: HeadProps) {
  const isLive = status?.file === undefined;
  return (
    <>
      <div class="toolbar" role="toolbar" aria-label="Device traffic">
        {status !== undefined && <Facts status={status} acts={acts} />}
        <span class="done" role="status">
          {done}
        </span>
        <span class="buttons">
          <span class="button-group" role="group" aria-label="Go to problems">
            <span class="label" aria-hidden="true">
              Problem
            </span>
            <IconButton icon="arrow-up" name="Previous Problem (Shift+F8)" press={() => acts.findProblem('back')} />
            <IconButton icon="arrow-down" name="Next Problem (F8)" press={() => acts.findProblem('forward')} />
          </span>
          {isLive && <IconButton icon="bookmark" name="Add Marker… (M)" press={acts.addMarker} />}
          {isLive && <PauseButton isPaused={isPaused} newRows={newRows} pause={acts.pause} />}
          <button
            type="button"
            class="action toggle"
            aria-pressed={follows}
            title={follows ? 'Stop following the newest message' : 'Follow the newest message (End)'}
            onClick={() => acts.follow(!follows)}
          >
            <Icon name="arrow-circle-down" />
            <span class="label">Follow</span>
          </button>
          <ViewMenu {...menu} />
          {isLive && <IconButton icon="clear-all" name="Clear Traffic…" press={acts.clear} />}
        </span>
      </div>
      {status?.notice !== undefined && (
        <div class="notice" role="status">
          <Icon name="info" />
          <span class="text">{visibleStart(status.notice, mostCharacters)}</span>
        </div>
      )}
      {failure !== undefined && <FailureNotice failure={failure} dismiss={acts.dismiss} />}
    </>
  );
}

function Facts({ status, acts }: { readonly status: LogStatus; readonly acts: HeadActs }) {
  const { file, hold, recording } = status;
  return (
    <span class="log-facts">
      {file !== undefined && <OpenedFile file={file} />}
      <Counters status={status} />
      {file === undefined && <Hold hold={hold} change={acts.setRetention} />}
      {recording !== undefined && <Recording recording={recording} stop={acts.stopRecording} />}
    </span>
  );
}

function PauseButton({
  isPaused,
  newRows,
  pause,
}: {
  readonly isPaused: boolean;
  readonly newRows: number;
  readonly pause: (on: boolean) => void;
}) {
  const title = isPaused ? 'Show everything that came meanwhile (P)' : 'Show nothing that comes from now on; it is kept all the same (P)';
  return (
    <button type="button" class="action toggle" aria-pressed={isPaused} title={title} onClick={() => pause(!isPaused)}>
      <Icon name="debug-pause" />
      {isPaused ? `Paused: ${count(newRows)} came` : <span class="label">Pause</span>}
    </button>
  );
}
