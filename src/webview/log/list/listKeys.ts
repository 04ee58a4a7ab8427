import { isMenuKey } from './rowMenu.ts';

/** What keys in the list can do besides moving. */
export interface ListActs {
  /** Opens the detail of the selected row. */
  open(): void;
  /** Copies the payload of the selected row. */
  copy(): void;
  /** Goes to the field of the filter. */
  filter(): void;
  /** Offers filters that the selected row passes. */
  filterByRow(): void;
  nextProblem(): void;
  previousProblem(): void;
  addMarker(): void;
  pause(): void;
}

type Act = keyof ListActs;

/** Keys of their own, without Ctrl, Alt or Command, by the name that the browser gives them. */
const plainKeys: ReadonlyMap<string, Act> = new Map([
  ['Enter', 'open'],
  ['/', 'filter'],
  ['f', 'filterByRow'],
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

  /** Begins to listen. Keys that do nothing here may move: `move` says whether they did. `menu` opens the menu of the selected row. */
  start({ move, menu }: { readonly move: (key: string) => boolean; readonly menu: () => void }): void {
    this.#grid.addEventListener('keydown', (event) => {
      if (event.target !== this.#grid) return;
      const act = actOf(event);
      if (isMenuKey(event)) menu();
      else if (act !== undefined) this.#acts[act]();
      else if (isModified(event) || event.shiftKey || !move(event.key)) return;
      event.preventDefault();
    });
  }
}

function actOf(event: KeyboardEvent): Act | undefined {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'c') return 'copy';
  if (isModified(event)) return undefined;
  // What a layout types with Shift, such as the slash of many, is the key that counts; only F8 has a second meaning with it.
  if (key.length > 1) return plainKeys.get(shiftKey ? `Shift+${key}` : key);
  return plainKeys.get(shiftKey && key !== '/' ? '' : key.toLowerCase());
}

function isModified({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey;
}
