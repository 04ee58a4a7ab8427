/** Takes the pictures of the documentation from a real workbench with the packed extension: docs/images/*.png. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packExtension } from '../test/support/packedExtension.ts';
import { projectPath, projectRoot } from '../test/support/projectPaths.ts';
import { Workbench } from '../test/support/workbench.ts';

const home = await mkdtemp(path.join(tmpdir(), 'pictures-'));
const folder = path.join(home, 'thermostat');
await cp(projectPath('sample'), folder, { recursive: true });
await mkdir(projectPath('docs', 'images'), { recursive: true });
const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: projectRoot, stdio: 'inherit' });
if (status !== 0) process.exit(1);
const workbench = await Workbench.open({ folder, vsix: await packExtension() });
try {
  await takePictures();
} finally {
  await workbench.dispose();
  await rm(home, { recursive: true });
}

async function takePictures(): Promise<void> {
  await workbench.editor.open('reboot.dm.manage.json');
  await workbench.problems.show();
  await workbench.problems.row('3600').waitFor();
  await picture('lint');
}

async function picture(name: string): Promise<void> {
  const file = projectPath('docs', 'images', `${name}.png`);
  await workbench.screenshot(file);
  console.log(path.relative(projectRoot, file));
}
