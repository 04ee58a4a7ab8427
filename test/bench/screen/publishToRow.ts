import { packedExtension } from '../../support/packedExtension.ts';
import { until } from '../../support/until.ts';
import { PublishQuestions } from '../../support/workbench/publishQuestions.ts';
import { TrafficLog } from '../../support/workbench/trafficLog.ts';
import { Workbench } from '../../support/workbench.ts';

/** How far apart messages are published. */
const everyMs = 100;

/** Notes for every event that comes on the screen how long ago it was published, which its payload says. */
const noteRows = `(() => {
  const seen = new Set();
  globalThis.delays = [];
  const look = () => {
    const now = Date.now();
    for (const row of document.querySelectorAll('.row')) {
      const text = row.querySelector('.preview')?.textContent ?? '';
      const at = /"at":"([^"]+)"/.exec(text)?.[1];
      if (at === undefined || seen.has(at)) continue;
      seen.add(at);
      globalThis.delays.push(now - Date.parse(at));
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;

/**
 * The milliseconds from publishing a message to its row on the screen, for so many messages, in the real workbench with the packed
 * extension: the demo device publishes the time, and the page notes when it shows it.
 */
export async function publishToRow(rows: number): Promise<readonly number[]> {
  const workbench = await Workbench.open({ vsix: await packedExtension() });
  try {
    await workbench.show('Device Workbench');
    await workbench.tree('Connections').pressWelcome('Try It Now');
    await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
    await new TrafficLog(workbench.webview()).read({ kind: 'Event' });
    await workbench.webview().locator('body').evaluate(noteRows);
    await publishTheTime(workbench);
    const enough = async (): Promise<number[] | undefined> => {
      const delays = await workbench.webview().locator('body').evaluate('globalThis.delays');
      return (delays as number[]).length >= rows ? (delays as number[]) : undefined;
    };
    return await until('enough rows', enough, 30_000 + 2 * rows * everyMs);
  } finally {
    await workbench.dispose();
  }
}

/** Ten messages a second, each with the time at which it was made. */
async function publishTheTime(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.run('Device Workbench: Publish Repeatedly…');
  await new PublishQuestions(workbench).answer({ name: 'pulse', format: 'json', payload: '{"at":"${now}"}', qos: 0 });
  await quickInput.pick('Publish Repeatedly…');
  await quickInput.step('Publish Repeatedly as demo (1/2)');
  await quickInput.type(`${everyMs} ms`);
  await quickInput.pick(`${everyMs} ms`);
  await quickInput.pick('Until it is stopped');
}
