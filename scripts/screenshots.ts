/** Takes the pictures of the documentation from a real workbench with the packed extension: docs/images/*.png. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packExtension } from '../test/support/packedExtension.ts';
import { projectPath, projectRoot } from '../test/support/projectPaths.ts';
import { TrafficLog } from '../test/support/workbench/trafficLog.ts';
import { Workbench } from '../test/support/workbench.ts';

const home = await mkdtemp(path.join(tmpdir(), 'pictures-'));
const folder = path.join(home, 'thermostat');
await cp(projectPath('sample'), folder, { recursive: true });
await mkdir(projectPath('docs', 'images'), { recursive: true });
const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: projectRoot, stdio: 'inherit' });
if (status !== 0) process.exit(1);
const workbench = await Workbench.open({
  folder,
  vsix: await packExtension(),
  settings: { 'workbench.colorTheme': 'Default Dark Modern' },
});
try {
  await takePictures();
} finally {
  await workbench.dispose();
  await rm(home, { recursive: true });
}

async function takePictures(): Promise<void> {
  const log = new TrafficLog(workbench.webview());
  await workbench.page.setViewportSize({ width: 1440, height: 900 });
  await workbench.show('Device Workbench');
  await workbench.tree('Connections').pressWelcome('Try It Now');
  await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
  await workbench.editor.open('reboot.dm.manage.json');
  await workbench.tree('Platform').menu('demo', 'Request Reboot');
  await workbench.notifications.press('reboot request', 'Answer…');
  await workbench.quickInput.items();
  await workbench.quickInput.accept();
  await workbench.quickInput.row('Send rc 202').waitFor();
  await workbench.quickInput.accept();
  await workbench.tree('Platform').row('demo', 'reboot complete').waitFor();
  await log.row({ kind: 'Manage request', answer: 'after' }).waitFor();
  await workbench.editor.hover('60');
  await picture('workbench');

  await log.select({ kind: 'Platform response' });
  await workbench.run('View: Toggle Maximized Panel');
  await picture('traffic');

  await workbench.run('View: Toggle Maximized Panel');
  await writeFile(path.join(folder, 'mistakes.wiotp.json'), await withMistakes('reboot.wiotp.json'));
  await workbench.editor.open('mistakes.wiotp.json');
  await workbench.problems.show();
  await workbench.problems.row('rc is 200').waitFor();
  await workbench.editor.hover('200');
  await picture('transcript');
}

/** What people get wrong in a reboot: a filter that never matches, and 200 where 202 is due. */
async function withMistakes(name: string): Promise<string> {
  const transcript = await readFile(path.join(folder, name), 'utf8');
  return transcript.replace('"filter": "iotdm-1/#"', '"filter": "iotdm-1/response/"').replace('"rc": 202', '"rc": 200');
}

async function picture(name: string): Promise<void> {
  const file = projectPath('docs', 'images', `${name}.png`);
  await workbench.screenshot(file);
  console.log(path.relative(projectRoot, file));
}
