/** What `wiotp kinds --help` shows. */
export const kindsUsage = `Usage: wiotp kinds [KIND] [--json]

Lists every kind of message: its name, who sends it to whom, the topic or call, and what it is. With
the name of a kind, such as dm.manage, shows all about it: members, return codes, examples.

Options:
  --json    print JSON
  --help    show this text

Exit codes: 0; 2 for a name that is no kind.`;
