import type * as vscode from 'vscode';

/**
 * Whether VS Code's JSON service completes and explains a document with a schema of ours. `patterns` are those of
 * `contributes.jsonValidation`: each a `*` and the end of a name, or the end of a path.
 */
export function isServedByJsonService({ languageId, uri }: vscode.TextDocument, patterns: readonly string[]): boolean {
  if (languageId === 'jsonl') return false;
  return patterns.some((pattern) => uri.path.endsWith(pattern.startsWith('*') ? pattern.slice(1) : `/${pattern}`));
}

/** The patterns of `contributes.jsonValidation` in a manifest, whose form the editor has checked. */
export function validatedPatterns(manifest: unknown): readonly string[] {
  const { contributes } = manifest as { contributes: { jsonValidation: readonly { fileMatch: string | readonly string[] }[] } };
  return contributes.jsonValidation.flatMap(({ fileMatch }) => fileMatch);
}
