/** What `wiotp lint --help` shows. */
export const lintUsage = `Usage: wiotp lint [options] FILE...

Checks payload files, transcripts, shared connections and replies as the editor does: what is
wrong, what comes of it, and how to put it right. FILE is a file, a folder, or - for standard
input, which needs --kind or --topic. In a folder every file of ours below it is checked;
node_modules and .git are left out.

What a file holds is decided by --kind or --topic, else by wiotp.files of the settings, else by its
name: *.dm.<name>.json, *.rest.<name>.json, *.wiotp.json, *.wiotp.jsonl, .wiotp/profiles.json,
.wiotp/replies.json.

Options:
  --kind KIND        what the files hold: a kind (see wiotp kinds), dm.request or dm.response for
                     any request or response, transcript, profiles or replies
  --topic TOPIC      the topic that the payloads are published to; it tells kind and format
  --from WHO         who publishes them: device, gateway, app or platform
  --qos N            with this QoS: 0, 1 or 2
  --retain           with the retained flag
  --strict           warnings fail, too
  --format FORMAT    text (path:line:column severity rule message), json, or github for
                     annotations of a workflow run
  --json             the same as --format json
  --no-settings      do not look at the settings
  --help             show this text

Settings are those of the nearest .vscode/settings.json upwards from each file: wiotp.files,
wiotp.schemas, and wiotp.lint.rules, limits and clientBuffer. wiotp.lint.enabled is about typing in
the editor only: who starts this command wants the check. What is wrong with one of them is reported
as a problem of the settings file.

Schemas of wiotp.schemas are read from the folder of the settings and below. What is wrong with one
is reported when a message was checked that it is about, or the folder of its settings as a whole.

Exit codes: 0 no errors; 1 errors (with --strict also warnings); 2 wrong usage, a file, a schema or
settings that cannot be read, schemas that could not be run, or a named file of which nobody says
what it holds.`;
