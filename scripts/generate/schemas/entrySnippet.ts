/** An entry of a file of the workbench to begin with, as completion offers it. */
export interface EntrySnippet {
  readonly label: string;
  readonly description: string;
  /** Its texts are in the language of VS Code's snippets; a text that begins with `^` is inserted without its quotes. */
  readonly body: Readonly<Record<string, unknown>>;
}
