/** What the numbers mean that a member may have, from 0 on [D-dm, D-req]. */
export const memberNumbers: Readonly<Record<'severity' | 'state' | 'updateStatus', readonly string[]>> = {
  severity: ['information', 'warning', 'error'],
  state: ['idle', 'downloading', 'downloaded'],
  updateStatus: ['success', 'in progress', 'out of memory', 'connection lost', 'verification failed', 'unsupported image', 'invalid URI'],
};
