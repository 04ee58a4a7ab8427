import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { Workbench } from '../support/workbench.ts';

describe('the packed extension, in a window without a folder', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ vsix: await packedExtension() });
  });
  after(() => workbench.dispose());

  it('shows its views', async () => {
    await workbench.show('Device Workbench');
    for (const view of ['Connections', 'Platform']) await workbench.tree(view).section().waitFor();
  });

  it('offers its commands in the palette', async () => {
    await workbench.page.keyboard.press('F1');
    await workbench.quickInput.type('>Device Workbench: ');
    await workbench.quickInput.row('Device Workbench: Try It Now').waitFor();
    await workbench.quickInput.cancel();
  });

  it('writes no errors', () => {
    assert.deepEqual(workbench.errors, []);
  });
});
