// The log view with 1,000,000 messages in Chromium, with a host that answers at once: how long until rows are on screen,
// how even frames are while scrolling by wheel and by scrollbar, and what it costs to follow 20,000 messages a second.
import type { LogDriver } from '../../webview/support/logDriver.ts';
import type { Stage } from '../../webview/support/stage.ts';
import { median } from '../support/report.ts';

const rows = 1_000_000;
const rounds = 5;
const frames = 300;

/** Notes when the first row has its content. */
const noteFirstRow = `new MutationObserver((_, observer) => {
  if (document.querySelector('.row .time:not(:empty)') === null) return;
  observer.disconnect();
  globalThis.firstRow = performance.now();
}).observe(document, { subtree: true, childList: true, characterData: true })`;

/** Measures the view on a stage, and tells each figure. */
export async function measureScrolling(stage: Stage, tell: (metric: string, value: number, unit: string) => void): Promise<void> {
  const withLog = async (measure: (log: LogDriver) => Promise<void>): Promise<void> => {
    const { log } = await stage.show({ rows }, {}, noteFirstRow);
    await log.sees(rows - 1);
    await measure(log);
    await log.page.close();
  };
  const opened: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await withLog(async (log) => void opened.push(await log.page.evaluate('firstRow')));
  }
  tell('open the view until the first row', median(opened), 'ms');
  await withLog(async (log) => tell('scroll frame p95, wheel', p95(await framesWhile(log, byWheel)), 'ms'));
  await withLog(async (log) => tell('scroll frame p95, scrollbar', p95(await framesWhile(log, byScrollbar)), 'ms'));
  await withLog(async (log) => tell('frame p95 while 20,000 messages a second come', p95(await framesWhile(log, byGrowth)), 'ms'));
}

/** The times between frames, in milliseconds, while something is done in each. */
function framesWhile(log: LogDriver, act: (frame: number) => void): Promise<number[]> {
  return log.page.evaluate(`(async () => {
    const act = ${String(act)};
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times = [];
    let last = await nextFrame();
    for (let frame = 0; frame < ${frames}; frame++) {
      act(frame);
      const now = await nextFrame();
      times.push(now - last);
      last = now;
    }
    return times;
  })()`);
}

function byWheel(frame: number): void {
  const deltaY = frame % 3 === 0 ? -2_000 : -137;
  document.querySelector('.scroller')?.dispatchEvent(new WheelEvent('wheel', { deltaY, cancelable: true }));
}

function byScrollbar(frame: number): void {
  const scroller = document.querySelector('.scroller');
  if (scroller !== null) scroller.scrollTop = ((frame * 7919) % 300) * (scroller.scrollHeight / 300);
}

function byGrowth(frame: number): void {
  if (frame % 6 === 0) globalThis.fakeHost.grow(2_000);
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}
