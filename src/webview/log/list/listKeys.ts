import { isMenuKey } from './rowMenu.ts';

/** What keys in the list can do besides moving. */
export interface ListActs {
  /** Opens the detail of the selected row. */
  open(): void;
  /** Copies the payload of the selected row, or a line for each row of a range. */
  copy(): void;
  /** Goes to the field of the filter. */
  filter(): void;
  /** Offers filters that the selected row passes. */
  filterByRow(): void;
  /** Goes to the answer of the selected request, or to the request of an answer. */
  partner(): void;
  nextProblem(): void;
  previousProblem(): void;
  addMarker(): void;
  pause(): void;
}

/** What keys do to the selection. */
export interface ListMoves {
  /** Whether this key moved it; `extend` makes it a range. */
  readonly move: (key: string, extend: boolean) => boolean;
  /** Opens the menu of the selected row. */
  readonly menu: () => void;
  readonly selectAll: () => void;
}

type Act = keyof ListActs;

/** Keys of their own, without Ctrl, Alt or Command, by the name that the browser gives them. */
const plainKeys: ReadonlyMap<string, Act> = new Map([
  ['Enter', 'open'],
  ['/', 'filter'],
  ['f', 'filterByRow'],
  ['r', 'partner'],
  ['F8', 'nextProblem'],
  ['Shift+F8', 'previousProblem'],
  ['m', 'addMarker'],
  ['p', 'pause'],
]);

/** The keys of the list. They work only while the list itself has the focus. */
export class ListKeys {
  readonly #grid: HTMLElement;
  readonly #acts: ListActs;

  constructor(grid: HTMLElement, acts: ListActs) {
    this.#grid = grid;
    this.#acts = acts;
  }

  /** Begins to listen. Keys that do nothing here may move the selection. */
  start({ move, menu, selectAll }: ListMoves): void {
    this.#grid.addEventListener('keydown', (event) => {
      if (event.target !== this.#grid) return;
      const act = actOf(event);
      if (isMenuKey(event)) menu();
      else if (isCommand(event, 'a')) selectAll();
      else if (act !== undefined) this.#acts[act]();
      else if (isModified(event) || !move(event.key, event.shiftKey)) return;
      event.preventDefault();
    });
  }
}

function actOf(event: KeyboardEvent): Act | undefined {
  const { key, shiftKey } = event;
  if (isCommand(event, 'c')) return 'copy';
  if (isModified(event)) return undefined;
  // What a layout types with Shift, such as the slash of many, is the key that counts; only F8 has a second meaning with it.
  if (key.length > 1) return plainKeys.get(shiftKey ? `Shift+${key}` : key);
  return plainKeys.get(shiftKey && key !== '/' ? '' : key.toLowerCase());
}

/** Whether this is a letter with Ctrl or Command and nothing else. */
function isCommand({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent, letter: string): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === letter;
}

function isModified({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey;
}
