import * as vscode from 'vscode';
import type { DeviceState } from '../../rpc/device/deviceState.ts';
import type { ImageWish } from '../../rpc/device/imageState.ts';
import { maxFrameBytes } from '../../rpc/node/frameCodec.ts';
import { deviceClientId, gatewayClientId } from '../../wiotp/clientId.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { askChoice, askText, extend, wizard, type Choice, type Outcome, type Place, type Step } from '../quick/wizard.ts';
import { askImageFile, findImageFiles, type ImageFile } from './askImageFile.ts';
import { byteCount } from './byteCount.ts';
import { imageHost } from './imageHost.ts';
import type { PlatformHost } from './platformHost.ts';

type Verifier = ImageWish['verifier'];
type Answers = Pick<ImageWish, 'name' | 'version' | 'verifier'> & { readonly file: vscode.Uri | undefined };

/** What else is in a frame that carries an image. */
const frameRoom = 64 * 1024;

/** Asks for a firmware image for a device. `undefined` when the user left. */
export async function askImage(platform: PlatformHost, device: DeviceState): Promise<ImageWish | undefined> {
  const calls = await platform.calls();
  const title = vscode.l10n.t('Firmware Download to {0}', device.deviceId);
  const found = await findImageFiles();
  const first: Answers = { file: undefined, name: '', version: '', verifier: 'sha256' };
  const answers = await wizard(title, first, [askFile(found), askName, askVersion, askVerifier]);
  if (answers?.file === undefined) return undefined;
  const { file, ...about } = answers;
  const source = await sourceOf(file, platform);
  const [{ org, listeners }, attempts] = await Promise.all([calls.ask('describe'), calls.ask('attempts')]);
  const clientId = (device.classId === 'Gateway' ? gatewayClientId : deviceClientId)(org, device.typeId, device.deviceId);
  return { ...about, source, host: imageHost(device, clientId, listeners, attempts), secure: device.secure ?? false };
}

/** Name and version of the image are first taken from the file's. */
function askFile(found: readonly ImageFile[]): Step<Answers> {
  return (answers, place) =>
    extend(askImageFile(found, place), (file) => {
      const fileName = file.path.slice(file.path.lastIndexOf('/') + 1);
      return { ...answers, file, name: fileName.replace(/\.[^.]*$/, ''), version: versionIn(fileName) };
    });
}

function askName(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const question = askText(place, {
    prompt: vscode.l10n.t('Name of the image; may be empty'),
    value: answers.name,
    check: () => undefined,
  });
  return extend(question, (name) => ({ ...answers, name }));
}

function askVersion(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const prompt = vscode.l10n.t('Version of the image; may be empty');
  const question = askText(place, { prompt, value: answers.version, placeholder: '1.1.0', check: () => undefined });
  return extend(question, (version) => ({ ...answers, version }));
}

async function askVerifier(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const own = Symbol('own');
  const choices: readonly Choice<Verifier | typeof own>[] = [
    { label: 'SHA-256', detail: vscode.l10n.t('Checksum as 64 hexadecimal digits'), value: 'sha256' },
    { label: 'MD5', detail: vscode.l10n.t('Checksum as 32 hexadecimal digits'), value: 'md5' },
    { label: vscode.l10n.t('Another Text…'), detail: vscode.l10n.t('Whatever your firmware expects'), value: own },
  ];
  const chosen = await askChoice(place, { placeholder: vscode.l10n.t('By what does the device check the image?'), choices });
  if (chosen !== own) return typeof chosen === 'symbol' ? chosen : { ...answers, verifier: chosen };
  const question = askText(place, { prompt: vscode.l10n.t('Verifier; may be empty'), check: () => undefined });
  return extend(question, (text) => ({ ...answers, verifier: { text } }));
}

/** A platform on this machine reads a file itself; to others, and from other file systems, its bytes are sent. */
async function sourceOf(file: vscode.Uri, { state }: PlatformHost): Promise<ImageWish['source']> {
  if (file.scheme === 'file' && state.phase === 'running' && state.attachedTo === undefined) return { path: file.fsPath };
  const { size } = await vscode.workspace.fs.stat(file);
  const most = maxFrameBytes - frameRoom;
  if (size <= most) return { bytes: await vscode.workspace.fs.readFile(file) };
  throw new Refusal(vscode.l10n.t('The image has {0}; at most {1} can be sent to the platform.', byteCount(size), byteCount(most)), {
    rule: 'an image travels in one piece',
    advice: vscode.l10n.t('Serve it with a web server of your own, or work on the machine of the platform.'),
  });
}

function versionIn(fileName: string): string {
  return /\d+(\.\d+)+/.exec(fileName)?.[0] ?? '';
}
