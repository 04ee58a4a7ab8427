import { Icon } from '../../iconButton.tsx';
import { countOf } from '../../text/figures.ts';
import type { JsonNode } from '../../text/jsonTree.ts';
import { visibleStart } from '../../text/visibleText.ts';

/** Longer values are cut here; copying gives them whole. */
const mostCharacters = 500;
/** Deeper levels are not indented further. */
const deepestIndent = 24;
const indentPixels = 12;

interface TreeRowProps {
  /** The value's number in its tree. */
  readonly at: number;
  readonly node: JsonNode;
  readonly json: string;
  /** How many values its parent has. */
  readonly siblings: number;
  /** Absent for what cannot be opened. */
  readonly open: boolean | undefined;
  readonly active: boolean;
  /** Where the row stands in the tree, in pixels. */
  readonly top: number;
  readonly choose: () => void;
  readonly toggle: () => void;
}

/** One value of a tree of JSON, as it was sent. */
export function TreeRow({ at, node, json, siblings, open, active, top, choose, toggle }: TreeRowProps) {
  const { depth, place, sort } = node;
  return (
    <div
      id={`value-${at}`}
      role="treeitem"
      class={active ? 'value active' : 'value'}
      aria-level={depth + 1}
      aria-setsize={siblings}
      aria-posinset={place + 1}
      aria-selected={active}
      {...(open === undefined ? {} : { 'aria-expanded': open })}
      data-at={at}
      style={{ top: `${top}px`, paddingLeft: `${Math.min(depth, deepestIndent) * indentPixels}px` }}
      onClick={choose}
      onDblClick={toggle}
    >
      <span class="twistie" onClick={toggle}>
        {open !== undefined && <Icon name={open ? 'chevron-down' : 'chevron-right'} />}
      </span>
      {label(node)}
      <span class={sort}>{valueOf(node, json, open === true)}</span>
    </div>
  );
}

function label({ name, place, parent }: JsonNode) {
  if (name !== undefined) return <span class="name">{visibleStart(name, mostCharacters)}: </span>;
  return parent < 0 ? null : <span class="place">{place}: </span>;
}

function valueOf({ sort, size, start, end }: JsonNode, json: string, isOpen: boolean): string {
  if (sort === 'object') return size === 0 ? '{}' : `${isOpen ? '{' : '{…}'} ${countOf(size, 'member')}`;
  if (sort === 'array') return size === 0 ? '[]' : `${isOpen ? '[' : '[…]'} ${countOf(size, 'element')}`;
  return visibleStart(json.slice(start, Math.min(end, start + mostCharacters + 1)), mostCharacters);
}
