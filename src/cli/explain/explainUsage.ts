/** What `wiotp explain --help` shows. */
export const explainUsage = `Usage: wiotp explain <NUMBER | TOPIC | FILTER | CLIENT-ID | HOST | RULE> [--json]

  NUMBER      everything that a number means here: return code, CONNACK code, reason code of
              MQTT 5, close code. 0x8E is a number, too
  TOPIC       what a topic or a filter is, who may publish or subscribe to it, and what happens
              to others
  CLIENT-ID   what a client ID such as d:abc123:thermostat:t-100 says, and why the platform
              refuses it
  HOST        what the name of a platform's host says, and whether MQTT can go there
  RULE        what a rule of wiotp lint is about, such as dm/lifetime

Options:
  --json    print JSON
  --help    show this text

Exit codes: 0; 1 for a number without a meaning, a topic that nobody may use, or a client ID or
host with a fault; 2 for anything else.`;
