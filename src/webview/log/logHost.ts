import type { Caller } from '../../rpc/caller.ts';
import type { LogCalls, LogNews } from '../../rpc/log/logContract.ts';

/** The extension host as the view sees it: it answers calls. */
export type LogHost = Pick<Caller<LogCalls, LogNews>, 'ask'>;
