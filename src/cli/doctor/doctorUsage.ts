import { connectionUsage } from '../connection/connectionUsage.ts';

/** What `wiotp doctor --help` shows. */
export const doctorUsage = `Usage: wiotp doctor [options]

Finds out step by step why a connection does or does not come about: files, proxy, name resolution,
TCP, TLS and WebSocket, and if asked for, CONNECT and SUBSCRIBE; each with its cause and advice.

  --reach network|connect|subscribe
                        how far to go (default network). From connect on it pushes out whoever is
                        connected with the same client ID, such as the real device
  --json                print the report as JSON, when it is complete
  --help                show this text

${connectionUsage}

Exit codes: 0 nothing failed; 1 a step failed; 2 wrong usage, something could not be read, the files
of TLS included, or the examination was stopped before it was finished.`;
