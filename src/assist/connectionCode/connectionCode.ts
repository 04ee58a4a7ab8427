import { arduinoConnection } from './arduino.ts';
import { bashConnection } from './bash.ts';
import type { ConnectionTarget } from './connectionTarget.ts';
import { deviceYaml } from './deviceYaml.ts';
import { espIdfConnection } from './espIdf.ts';
import { nodeConnection } from './node.ts';
import { powerShellConnection } from './powerShell.ts';
import { pythonConnection } from './python.ts';

/** What code that connects can be written in, the smallest devices first. */
export const connectionLanguages = ['arduino', 'espIdf', 'python', 'node', 'deviceYaml', 'bash', 'powerShell'] as const;
export type ConnectionLanguage = (typeof connectionLanguages)[number];

/**
 * Code that connects as the device, publishes an event, listens to commands and becomes a managed device, as far as the
 * language's usual client does that. Takes any token; one that is missing becomes a constant to fill in. A client that knows
 * no WebSocket connects over TCP, which every port of the platform takes as well [D-conn].
 */
export function connectionCode(language: ConnectionLanguage, target: ConnectionTarget): string {
  return writers[language](target);
}

const writers: Readonly<Record<ConnectionLanguage, (target: ConnectionTarget) => string>> = {
  arduino: arduinoConnection,
  espIdf: espIdfConnection,
  python: pythonConnection,
  node: nodeConnection,
  deviceYaml,
  bash: bashConnection,
  powerShell: powerShellConnection,
};
