// Fifty thousand messages on the screen: a list as other tools have it, which is told every message, keeps all in an array
// that it copies, and appends an element; and ours, which is told that there are more and asks for those it shows.
import { launchChromium } from '../../support/chromium.ts';
import type { Stage } from '../../webview/support/stage.ts';
import type { Figure } from '../support/report.ts';

const messages = 50_000;
/** Messages of one piece of news in our view: 20,000 a second, told ten times a second. */
const together = 2_000;

/** The milliseconds of the browser's main thread until the last message is on the screen, of a plain list and of ours. */
export async function compareWithAppending(stage: Stage): Promise<readonly Omit<Figure, 'bench'>[]> {
  const appended = await plainList();
  const ours = await ourList(stage);
  const metric = `time until ${messages} messages are on the screen`;
  return [
    { metric: `${metric}, a plain list`, value: Math.round(appended), unit: 'ms' },
    { metric, value: Math.round(ours), unit: 'ms', against: 'a plain list', ratio: Number((appended / ours).toFixed(1)) },
  ];
}

async function plainList(): Promise<number> {
  const browser = await launchChromium({});
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 600 } });
    await page.setContent('<div id="list" style="height: 560px; overflow: auto"></div>');
    return await page.evaluate(`(async () => {
      const list = document.getElementById('list');
      let messages = [];
      let frame = 0;
      const done = new Promise((resolve) => {
        addEventListener('message', ({ data }) => {
          messages = [...messages, data];
          const row = document.createElement('div');
          row.textContent = data.topic + ' ' + data.payload;
          list.append(row);
          if (frame === 0) frame = requestAnimationFrame(() => {
            frame = 0;
            list.scrollTop = list.scrollHeight;
          });
          if (messages.length === ${messages}) requestAnimationFrame(() => setTimeout(resolve));
        });
      });
      const begin = performance.now();
      for (let at = 0; at < ${messages}; at++) postMessage({ topic: 'iot-2/evt/status/fmt/json', payload: '{"d":{"count":' + at + '}}' }, '*');
      await done;
      return performance.now() - begin;
    })()`);
  } finally {
    await browser.close();
  }
}

async function ourList(stage: Stage): Promise<number> {
  const { log } = await stage.show({ rows: 0 });
  await log.grid.waitFor();
  const took = await log.page.evaluate<number>(`(async () => {
    const begin = performance.now();
    for (let at = 0; at < ${messages}; at += ${together}) globalThis.fakeHost.grow(${together});
    const last = () => document.getElementById('row-${messages - 1}');
    while (last() === null || last().hidden || last().querySelector('.time').textContent === '') await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begin;
  })()`);
  await log.page.close();
  return took;
}
