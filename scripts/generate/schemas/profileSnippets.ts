import type { EntrySnippet } from './entrySnippet.ts';

/** A connection to begin with, for each class and target. */
export const profileSnippets: readonly EntrySnippet[] = [
  snippet('Device of the embedded platform', 'A device that is simulated, on the platform of whoever opens the folder.', {
    class: 'device',
    target: 'embedded',
    typeId: '${2:thermostat}',
    deviceId: '${3:t-100}',
  }),
  snippet('Device of Maximo Application Suite', 'A device of a workspace. Connecting as it pushes the real one out.', {
    class: 'device',
    target: 'mas',
    domain: '${2:mas.example.com}',
    org: '${3:workspace}',
    typeId: '${4:thermostat}',
    deviceId: '${5:t-100}',
  }),
  snippet('Application of Maximo Application Suite', 'It watches devices and sends them commands, and pushes nobody out.', {
    class: 'application',
    target: 'mas',
    domain: '${2:mas.example.com}',
    org: '${3:workspace}',
    apiKey: 'a-${3:workspace}-${4:key}',
    appId: '${5:watcher}',
  }),
  snippet('Device of another host', 'A device of a broker of your own.', {
    class: 'device',
    target: 'host',
    host: '${2:broker.example.com}',
    org: '${3:abc123}',
    transport: 'tls',
    typeId: '${4:thermostat}',
    deviceId: '${5:t-100}',
  }),
  snippet('Gateway of the embedded platform', 'A gateway with devices behind it.', {
    class: 'gateway',
    target: 'embedded',
    typeId: '${2:gateway}',
    deviceId: '${3:gw-1}',
  }),
];

function snippet(label: string, description: string, members: Readonly<Record<string, string>>): EntrySnippet {
  return { label, description, body: { name: `\${1:${label}}`, ...members } };
}
