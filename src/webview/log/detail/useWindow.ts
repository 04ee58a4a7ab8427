import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows beyond the edges that are drawn already, so that scrolling shows no gap. */
const spare = 10;

/**
 * Which rows of an element with rows of one height can be in sight, whatever scrolls around it.
 * @param rowHeight In pixels.
 */
export function useWindow(element: RefObject<HTMLElement | null>, rowHeight: number, count: number): readonly [from: number, to: number] {
  const [window, setWindow] = useState<readonly [number, number]>([0, 0]);
  useLayoutEffect(() => {
    const look = (): void => {
      const top = element.current?.getBoundingClientRect().top ?? 0;
      const from = Math.max(0, Math.floor(-top / rowHeight) - spare);
      const to = Math.min(count, Math.ceil((innerHeight - top) / rowHeight) + spare);
      setWindow((before) => (before[0] === from && before[1] === to ? before : [from, to]));
    };
    look();
    // Scrolling does not bubble, and any of the boxes around can scroll.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
      removeEventListener('resize', look);
    };
  }, [element, rowHeight, count]);
  return window;
}
