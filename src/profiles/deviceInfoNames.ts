import definitions from '../wiotp/schemas/definitions.json' with { type: 'json' };

/** The members of `deviceInfo` that the platform knows [D-dm, D-model]. */
export const deviceInfoNames: readonly string[] = Object.keys(definitions.definitions.deviceInfo.properties);
