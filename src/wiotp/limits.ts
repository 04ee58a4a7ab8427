/** The largest payload the platform takes; a larger one closes the connection with code 287 (PROTOCOL 1.9). */
export const maxPayloadBytes = 131_072;

/** The user name of every device and gateway that connects with a token (PROTOCOL 1.5). */
export const tokenUserName = 'use-token-auth';

/** The shortest lifetime of a Manage request in seconds, but for 0, which means "never dormant" (PROTOCOL 3.3). */
export const minLifetimeSeconds = 3600;

/** How long a client waits for an answer before it calls a request timed out, in milliseconds (PROTOCOL 3.14). */
export const answerTimeoutMs = 120_000;
