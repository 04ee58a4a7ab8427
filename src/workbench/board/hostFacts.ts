import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { HostFacts } from './reachHints.ts';

/** What the machine is that the extension runs on. */
export function hostFacts(): HostFacts {
  const { remoteName } = vscode.env;
  return {
    system: process.platform,
    ...(remoteName === undefined ? {} : { remoteName }),
    isWsl: process.platform === 'linux' && /microsoft/i.test(textOf('/proc/version')),
    isContainer: remoteName === 'dev-container' || remoteName === 'attached-container' || existsSync('/.dockerenv'),
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not every Linux shows it; then it is none of Microsoft's.
    return '';
  }
}
