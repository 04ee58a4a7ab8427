/** The languages of the documents that can be ours. */
export const languages: readonly string[] = ['json', 'jsonc', 'jsonl'];

const names = /\.(?:(?:dm|rest)\.[A-Za-z]+|wiotp)\.json$|\.wiotp\.jsonl$|\/\.wiotp\/[a-z]+\.json$/;

/**
 * Whether a file's name looks like one of ours. It can err on the side of yes; who needs to know asks `ourFileOfName`,
 * which knows every kind and is therefore not loaded with every JSON file.
 */
export function looksLikeOurs(path: string): boolean {
  return names.test(path);
}
