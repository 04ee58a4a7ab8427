import { Icon, IconButton } from './iconButton.tsx';
import type { Failure } from './reports.ts';
import { visibleStart } from './text/visibleText.ts';

/** Longer texts are cut: what stands below needs its room. */
const mostCharacters = 500;

/** What failed last, with a way to try again where there is one. */
export function FailureNotice({ failure, dismiss }: { readonly failure: Failure; readonly dismiss: () => void }) {
  return (
    <div class="notice failure" role="alert">
      <Icon name="error" />
      <span class="text">{visibleStart(failure.text, mostCharacters)}</span>
      {failure.retry !== undefined && (
        <button type="button" class="link" onClick={failure.retry}>
          Try Again
        </button>
      )}
      <IconButton icon="close" name="Dismiss" press={dismiss} />
    </div>
  );
}
