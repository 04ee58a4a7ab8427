/** The largest payload the platform takes; a larger one closes the connection with code 287 [D-quota, PX-mqtt]. */
export const maxPayloadBytes = 131_072;

/** The user name of every device and gateway that connects with a token [D-conn, PX-auth]. */
export const tokenUserName = 'use-token-auth';

/** The longest keepalive of a shared application in seconds; the platform puts it in the place of 0 and of longer ones [D-msg, PX-mqtt]. */
export const sharedKeepAliveSeconds = 3600;

/** The shortest lifetime of a Manage request in seconds, but for 0, which means "never dormant" [D-dm]. */
export const minLifetimeSeconds = 3600;

/** How long a client waits for an answer before it calls a request timed out, in milliseconds [JV, PY]. */
export const answerTimeoutMs = 120_000;
