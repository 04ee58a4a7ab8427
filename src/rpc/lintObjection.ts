/** The rule of every refusal that the linter is the reason for: what it refuses can be sent anyway, which the log then marks. */
export const lintObjection = 'a message that the linter finds errors in leaves only when the user insists';
