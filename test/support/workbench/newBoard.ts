import { until } from '../until.ts';
import type { Workbench } from '../workbench.ts';
import { ManagedBoard } from './managedBoard.ts';

/**
 * Registers the device t-100 at the embedded platform, whose tree is shown, and connects with its token as firmware does. The page must
 * be allowed to read the clipboard. The caller closes the board.
 */
export async function newBoard(workbench: Workbench): Promise<{ readonly board: ManagedBoard; readonly token: string }> {
  const { quickInput, page } = workbench;
  const tree = workbench.tree('Platform');
  await workbench.run('Device Workbench: Add Device…');
  for (const [at, answer] of ['thermostat', 't-100'].entries()) {
    await quickInput.step(`(${at + 1}/2)`);
    await quickInput.type(answer);
    await quickInput.accept();
  }
  await workbench.notifications.press('The token of t-100', 'Copy Token');
  await tree.row('t-100', 'thermostat · offline').waitFor();
  const token = await until('the token', async () => (await page.evaluate(() => navigator.clipboard.readText())) || undefined);
  const [platform] = await tree.rows();
  const org = platform?.label.replace('Organisation ', '') ?? '';
  const address = platform?.description.split(' ')[0] ?? '';
  const board = new ManagedBoard({ address, org, typeId: 'thermostat', deviceId: 't-100', token });
  await board.connect();
  return { board, token };
}
