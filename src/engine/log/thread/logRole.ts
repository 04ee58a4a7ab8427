/** What a thread of the engine's program is told when it is to be the log. */
export const logRole = { role: 'log' } as const;
