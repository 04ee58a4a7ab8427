import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The licence texts of the npm packages that bundled files came from, as one text: shipping their code obliges us to. */
export function thirdPartyLicences(bundledFiles: Iterable<string>): string {
  const folders = new Set([...bundledFiles].map(packageFolder).filter((folder) => folder !== undefined));
  const texts = [...folders].toSorted().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    return `${name} ${version} (${license})\n\n${licenceText(folder)}`;
  });
  return `This product contains code and fonts of the following packages.\n\n${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function licenceText(folder: string): string {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return files.map((name) => readFileSync(path.join(folder, name), 'utf8').trim()).join('\n\n');
}

/** `node_modules/ws/lib/sender.js` belongs to `node_modules/ws`; our own sources to none. */
function packageFolder(file: string): string | undefined {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/')) ?? [];
  return folder !== undefined && existsSync(path.join(folder, 'package.json')) ? folder : undefined;
}
