/** What `wiotp mark --help` shows. */
export const markUsage = `Usage: wiotp mark TEXT [--json]

Puts a marker into the traffic logs of all windows that watch the embedded platform, for example
from a script that flashes the board: wiotp mark "flashed 1.4.2". Compare what came before it with
what comes after.

The embedded platform passes it on, so it has to run. Windows without it do not hear of the marker.

Options:
  --json    print {"text", "watchers"} as JSON: how many windows and commands heard of it
  --help    show this text

Exit codes: 0 passed on; 1 nobody watches, so that no log has it; 2 wrong usage, or no embedded
platform runs.`;
