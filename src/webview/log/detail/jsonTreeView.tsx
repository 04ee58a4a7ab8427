import { useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { isContainer, pathOf, pointerOf, valueText, type JsonTree } from '../../text/jsonTree.ts';
import { OpenTree } from '../../text/openTree.ts';
import { pressInTree } from '../../text/treeKeys.ts';
import { visibleStart } from '../../text/visibleText.ts';
import { IconButton } from '../../iconButton.tsx';
import { Menu, type MenuItem } from '../../menu/menu.tsx';
import type { DetailActions } from './detailActions.ts';
import { TreeRow } from './treeRow.tsx';
import { useWindow } from './useWindow.ts';

/** The style sheet gives each row this height, in pixels. */
const rowHeight = 18;
/** Rows that a page has, for the keys. */
const page = 20;
const mostOfPath = 300;

interface JsonTreeViewProps {
  readonly tree: JsonTree;
  readonly copy: DetailActions['copy'];
}

/** JSON as a tree: values open and close, and each can be copied, as well as the way to it. Draws only the rows in sight. */
export function JsonTreeView({ tree, copy }: JsonTreeViewProps) {
  const open = useMemo(() => new OpenTree(tree), [tree]);
  const [active, setActive] = useState(0);
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number }>();
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const element = useRef<HTMLDivElement>(null);
  const [from, to] = useWindow(element, rowHeight, open.rows.length);
  const moved = useRef(false);
  const activeRow = open.rowOf(active);

  useLayoutEffect(() => {
    if (moved.current) element.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
    moved.current = false;
  });

  const choose = (at: number): void => {
    moved.current = true;
    setActive(at);
    redraw(undefined);
  };
  const toggle = (at: number): void => {
    open.set(at, !open.isOpen(at));
    choose(at);
  };
  const press = (event: KeyboardEvent): void => {
    const at = event.ctrlKey || event.metaKey || event.altKey ? undefined : pressInTree(open, active, event.key, page);
    if (at !== undefined) {
      event.preventDefault();
      choose(at);
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'c' && getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      copy(valueText(tree, active), 'Value');
    }
  };
  const path = pathOf(tree, active);
  const copies: readonly MenuItem[] = [
    { title: 'Copy Value', run: () => copy(valueText(tree, active), 'Value') },
    { title: 'Copy Path', run: () => copy(path, 'Path') },
    { title: 'Copy as JSON Pointer', run: () => copy(pointerOf(tree, active), 'JSON pointer') },
  ];
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  if (activeRow < from) drawn.unshift(activeRow);
  else if (activeRow >= to) drawn.push(activeRow);

  return (
    <>
      <div class="path-bar">
        <code>{path === '' ? 'whole payload' : visibleStart(path, mostOfPath)}</code>
        <IconButton icon="symbol-field" name="Copy the Path of the Value" press={() => copy(path, 'Path')} />
        <IconButton icon="copy" name="Copy the Value" press={() => copy(valueText(tree, active), 'Value')} />
      </div>
      <div class="tree-box">
        <div
          ref={element}
          class="tree"
          role="tree"
          aria-label="Payload as a tree"
          tabIndex={0}
          aria-activedescendant={`value-${active}`}
          style={{ height: `${open.rows.length * rowHeight}px` }}
          onKeyDown={press}
          onContextMenu={(event) => {
            event.preventDefault();
            const at = rowAt(event) ?? active;
            choose(at);
            setMenu(placeOf(event, element.current));
          }}
        >
          {drawn.map((row) => {
            const at = open.rows[row];
            const node = at === undefined ? undefined : open.node(at);
            if (at === undefined || node === undefined) return null;
            return (
              <TreeRow
                key={at}
                at={at}
                node={node}
                json={tree.json}
                siblings={open.node(node.parent)?.size ?? 1}
                open={isContainer(node) && node.size > 0 ? open.isOpen(at) : undefined}
                active={at === active}
                top={row * rowHeight}
                choose={() => choose(at)}
                toggle={() => toggle(at)}
              />
            );
          })}
        </div>
      </div>
      {menu !== undefined && (
        <Menu
          label="Value"
          items={copies}
          at={menu}
          close={() => {
            setMenu(undefined);
            element.current?.focus({ preventScroll: true });
          }}
        />
      )}
    </>
  );
}

/** The value whose row was pointed at. */
function rowAt({ target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null;
  return row?.dataset['at'] === undefined ? undefined : Number(row.dataset['at']);
}

/** Where a menu opens: at the pointer, or at the active row when it was asked for by key. */
function placeOf({ clientX, clientY, target }: MouseEvent, tree: HTMLElement | null): { readonly x: number; readonly y: number } {
  if (target !== tree && target instanceof Element) return { x: clientX, y: clientY };
  const box = tree?.querySelector('.active')?.getBoundingClientRect();
  return box === undefined ? { x: clientX, y: clientY } : { x: box.left + 24, y: box.bottom };
}
