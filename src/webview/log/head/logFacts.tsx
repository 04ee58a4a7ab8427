import type { LogHold } from '../../../rpc/log/logCalls.ts';
import type { RecordingState } from '../../../rpc/log/logFiles.ts';
import { Icon, IconButton } from '../../iconButton.tsx';
import { count, countOf } from '../../text/figures.ts';
import { visibleStart } from '../../text/visibleText.ts';

/** Longer names are cut. */
const mostCharacters = 80;
const megabyte = 1_000_000;

/** How much the log holds, and how much it may; pressed to change that. */
export function Hold({ hold: { bytes, retention, pruned }, change }: { readonly hold: LogHold; readonly change: () => void }) {
  const left = pruned === 0 ? '' : ` ${countOf(pruned, 'row')} left it because of that.`;
  const title = `The log holds ${megabytesOf(bytes)} MB, and may hold ${retention.megabytes} MB of the last ${countOf(retention.days, 'day')}.${left} Press to change that…`;
  return (
    <button type="button" class="action hold" title={title} onClick={change}>
      {megabytesOf(bytes)} of {count(retention.megabytes)} MB · {countOf(retention.days, 'day')}
    </button>
  );
}

/** What is being recorded into which file. */
export function Recording({
  recording: { file, written, failed },
  stop,
}: {
  readonly recording: RecordingState;
  readonly stop: () => void;
}) {
  return (
    <span class="recording" title={visibleStart(file, 1_000)}>
      <Icon name={failed === undefined ? 'record' : 'warning'} />
      <span class="recording-text">
        {failed === undefined ? 'Recording' : 'Recording ended'} {nameOf(file)}: {count(written)}
      </span>
      {failed === undefined && <IconButton icon="debug-stop" name="Stop Recording" press={stop} />}
    </span>
  );
}

/** The file that the log was opened from. */
export function OpenedFile({ file }: { readonly file: string }) {
  return (
    <span class="opened-file" title="This log was opened from a file and can only be read">
      <Icon name="lock" />
      {nameOf(file)} · read-only
    </span>
  );
}

function nameOf(file: string): string {
  return visibleStart(file.split(/[/\\]/).at(-1) ?? file, mostCharacters);
}

function megabytesOf(bytes: number): string {
  const megabytes = bytes / megabyte;
  return megabytes < 10 ? megabytes.toFixed(1) : count(Math.round(megabytes));
}
