import type { ReachHint } from '../../rpc/board/boardContract.ts';
import { IconButton } from '../iconButton.tsx';

/** What may keep boards from this machine. Shown until one has come through. */
export function Hints({ hints, copy }: { readonly hints: readonly ReachHint[]; readonly copy: (text: string) => void }) {
  if (hints.length === 0) return null;
  return (
    <section aria-labelledby="hints">
      <h2 id="hints">If No Connection Comes</h2>
      {hints.map(({ title, text, command }) => (
        <div class="hint">
          <h3>{title}</h3>
          <p>{text}</p>
          {command !== undefined && (
            <div class="command">
              <pre>{command}</pre>
              <IconButton icon="copy" name={`Copy the Command: ${title}`} press={() => copy(command)} />
            </div>
          )}
        </div>
      ))}
    </section>
  );
}
