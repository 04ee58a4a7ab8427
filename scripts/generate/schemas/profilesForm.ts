import { answeredKinds } from '../../../src/replies/answerMode.ts';
import { kindNamed } from '../../../src/wiotp/catalog.ts';
import { messageSchemas, type Schema } from '../messageSchemas.ts';

/** What a file of shared connections holds, for people. What is wrong with one the reader of such files tells. */
export function profilesForm(): Schema {
  return {
    description:
      'Connections that everybody who opens this folder can use. Tokens and passwords never stand here: each user is asked for them.',
    type: 'object',
    required: ['profiles'],
    properties: {
      $schema: text('A JSON Schema for other editors; this one needs none.'),
      profiles: {
        description: 'The connections, in the order in which they are shown.',
        type: 'array',
        items: {
          description: 'One connection. What is left out has its usual value.',
          type: 'object',
          required: ['name', 'class', 'target'],
          properties: { ...identity, ...network, ...session, manage: manage(), subscriptions },
        },
      },
    },
  };
}

const identity: Record<string, Schema> = {
  name: text('What the connection is called. Each has a name of its own.', 'Boiler in the cellar'),
  class: choice('Who connects. Connecting as a device or gateway pushes out whoever is connected as it.', {
    device: 'A device: it publishes its events, receives its commands, and is managed.',
    gateway: 'A gateway: it speaks for itself and for the devices behind it.',
    application: 'An application with an API key: it watches devices and sends them commands, and pushes nobody out.',
  }),
  target: choice('Where the connection goes.', {
    embedded: 'The embedded platform of whoever opens the connection.',
    mas: 'Maximo Application Suite; domain and org say which.',
    host: 'Another machine; host says which.',
    classic: 'An organisation of the classic service, or of a private copy of it. Its names no longer resolve.',
    quickstart: 'The Quickstart sandbox of the embedded platform, or of host.',
  }),
  host: text('Of the target host, or of a Quickstart elsewhere: the name or address of the machine, without port.', 'broker.example.com'),
  domain: text('Of Maximo Application Suite: its domain.', 'mas.example.com'),
  org: text('The organisation; in Maximo Application Suite the ID of the workspace.', 'abc123'),
  typeId: text('Of devices and gateways: the device type.', 'thermostat'),
  deviceId: text('Of devices and gateways: the device ID.', 't-100'),
  apiKey: text('Of applications: the API key, which is no secret; its token is.', 'a-abc123-abcdefghij'),
  appId: text('Of applications: the application ID, any name that no other connection has.', 'watcher'),
  shared: flag('Of applications: whether several connections share one subscription, each message going to one of them.', false),
  instanceId: text('Of applications that share: what tells this connection from the others, so that its session may last.'),
};

const network: Record<string, Schema> = {
  transport: choice('What carries MQTT. Without it, it is tls for classic and mas, and tcp for the others.', {
    tcp: 'Plain TCP. Whoever is on the way reads the token.',
    tls: 'TLS.',
    ws: 'Plain WebSocket. Whoever is on the way reads the token.',
    wss: 'WebSocket over TLS, which most proxies let pass.',
  }),
  port: { ...integer('The port. Without it, it is the usual one of target and transport.', 1), maximum: 65_535, examples: [8883] },
  path: text('Of WebSockets: the path. Without it, it is /mqtt.', '/mqtt'),
  proxy: text(
    'The way out of the network: none, editor (what http.proxy of VS Code says), or the URL of an HTTP proxy without a password.',
    'none',
    'editor',
    'http://proxy.example.com:3128',
  ),
  tls: {
    description: 'How TLS is done. Paths are relative to the folder.',
    type: 'object',
    properties: {
      caFile: text('Authorities that are trusted instead of the system’s, as PEM.', 'certificates/ca.pem'),
      certificateFile: text('The certificate that the client shows, as PEM.'),
      keyFile: text('The key of that certificate, as PEM. A passphrase is asked for.'),
      serverName: text('The name to ask for (SNI) and to find in the certificate. Without it, it is the host.'),
      verifyChain: flag('Whether the certificate must come from a trusted authority. With false anybody can be at the other end.', true),
      verifyHost: flag(
        'Whether the certificate must be for the host. With false anybody with a certificate can be at the other end.',
        true,
      ),
    },
  },
};

const qos = (description: string, usual: number): Schema => ({
  description,
  type: 'integer',
  enum: [0, 1, 2],
  enumDescriptions: ['At most once.', 'At least once.', 'Exactly once.'],
  default: usual,
});

const session: Record<string, Schema> = {
  mqtt: {
    ...choice('The version of MQTT.', { '3.1.1': 'Every target takes it.', '5': 'For Maximo Application Suite and other brokers.' }),
    default: '3.1.1',
  },
  cleanSession: flag('Whether each connection begins a new session. With false, messages wait while the device is away.', true),
  keepAlive: { ...integer('After how many seconds of silence the connection is tested; 0 for never.', 0), default: 60 },
  sessionExpiry: integer('Of MQTT 5, for a session that is not clean: how many seconds it is kept.', 0),
  will: {
    description: 'The message that the platform publishes when the connection breaks.',
    type: 'object',
    required: ['topic'],
    properties: {
      topic: text('Its topic, one that the client may publish to.', 'iot-2/evt/gone/fmt/json'),
      payload: text('Its payload.', '{}'),
      qos: qos('Its quality of service.', 0),
    },
  },
  qos: qos('The quality of service that is offered first for publishing.', 0),
};

const subscriptions: Schema = {
  description: 'What is subscribed to whenever the connection opens. Without it, it is everything that the class receives.',
  type: 'array',
  items: {
    description: 'One subscription.',
    type: 'object',
    required: ['filter'],
    properties: {
      filter: text('The topic filter.', 'iot-2/cmd/+/fmt/+', 'iotdm-1/#'),
      qos: qos('The quality of service. What is sent while the client is away waits for 1 and 2 only.', 1),
    },
  },
};

/** The facts about a device are those of its Manage request. */
function manage(): Schema {
  const deviceInfo = messageSchemas().find(({ name }) => name === 'dm.manage')?.schema.properties?.['d']?.properties?.['deviceInfo'];
  if (deviceInfo === undefined) throw new Error('The schema of dm.manage has no d.deviceInfo');
  return {
    description: 'Of devices and gateways: how they are managed.',
    type: 'object',
    properties: {
      automatic: flag('Whether a Manage request is sent whenever the connection is open.', true),
      lifetime: {
        ...integer('After how many seconds the device becomes dormant; 0 for never, otherwise at least 3600.', 0),
        examples: [3600],
      },
      deviceActions: flag('Whether the device supports reboot and factory reset.', true),
      firmwareActions: flag('Whether the device supports firmware download and update.', true),
      bundles: {
        description: 'The bundle IDs of custom actions that the device supports.',
        type: 'array',
        items: text('A bundle ID.', 'example'),
      },
      deviceInfo,
      metadata: { description: 'Data of your own that the Manage request carries.', type: 'object' },
      download: {
        description: 'How firmware is downloaded.',
        type: 'object',
        properties: {
          real: flag('Whether the image is really fetched. The message of the platform chooses the address.', false),
          seconds: { description: 'How long a download or update takes that is simulated.', type: 'number', minimum: 0, default: 5 },
          maxBytes: { ...integer('The largest image that is fetched, in bytes.', 1), default: 64 * 1024 * 1024 },
        },
      },
      answers: {
        description: 'How requests of each kind are answered.',
        type: 'object',
        properties: Object.fromEntries(answeredKinds.map((name) => [name, mode(`How a ${kindNamed(name).title} is answered.`)])),
      },
    },
  };
}

function mode(description: string): Schema {
  return choice(description, {
    ask: 'You answer it.',
    automatic: 'It is answered as the protocol asks for.',
    replies: 'The rules of .wiotp/replies.json answer it.',
  });
}

function text(description: string, ...examples: readonly string[]): Schema {
  return { description, type: 'string', ...(examples.length === 0 ? {} : { examples: [...examples] }) };
}

function integer(description: string, minimum: number): Schema {
  return { description, type: 'integer', minimum };
}

function flag(description: string, usual: boolean): Schema {
  return { description, type: 'boolean', default: usual };
}

function choice(description: string, values: Readonly<Record<string, string>>): Schema {
  return { description, type: 'string', enum: Object.keys(values), enumDescriptions: Object.values(values) };
}
