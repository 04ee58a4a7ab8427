/** Runs test/host inside a desktop VS Code. Exits with 2 where none can be had: then nothing was tried. */
import { desktopVSCode } from '../test/support/desktop.ts';
import { countsText } from '../test/support/counts.ts';
import { runDesktopTests } from '../test/support/host/desktopRun.ts';

const program = await desktopVSCode().catch((error: Error) => {
  console.error(`NOT TESTED on desktop VS Code: ${error.message}.`);
  console.error('"npm run test:host" runs the same tests in VS Code’s server.');
  process.exit(2);
});
console.log(`Testing in ${program}`);
const { counts, text } = await runDesktopTests(program);
process.stdout.write(text);
console.log(`\n${countsText(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
