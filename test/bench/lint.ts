// The linter against VS Code's JSON language service, on the same texts with the same schemas; both read the text anew
// each time and are warm. The service is given our schemas as they are: draft-07, with shared parts put in.
import { createRequire } from 'node:module';
import type * as Peer from 'vscode-json-languageservice';
import { messageSchemas } from '../../scripts/generate/messageSchemas.ts';
import { lintMessage } from '../../src/lint/lintMessage.ts';
import { lintPayload } from '../../src/lint/lintPayload.ts';
import type { KindName } from '../../src/wiotp/catalog.ts';
import { kindNamed } from '../../src/wiotp/catalog.ts';
import { maxPayloadBytes } from '../../src/wiotp/limits.ts';
import { median, report } from './support/report.ts';

// Its module for import does not run in Node, and not all names of the other can be imported.
const peer = 'vscode-json-languageservice';
const { getLanguageService, TextDocument } = createRequire(import.meta.url)(peer) as typeof Peer;

const rounds = 15;
const roundMs = 150;

interface Text {
  readonly name: string;
  readonly kind: KindName;
  readonly text: string;
}

const texts: readonly Text[] = [
  { name: '500 B valid', kind: 'dm.manage', text: manage(500, 3600) },
  { name: '500 B invalid', kind: 'dm.manage', text: manage(500, 60) },
  { name: '131,072 B valid', kind: 'dm.notify', text: notify(0) },
  { name: '131,072 B invalid', kind: 'dm.notify', text: notify(3) },
];

for (const text of texts) await compare(text);
hostile();
messages();

async function compare({ name, kind, text }: Text): Promise<void> {
  const ours = kindNamed(kind);
  const service = getLanguageService({});
  const found = messageSchemas().find((message) => message.kind.name === kind);
  if (found === undefined) throw new Error(`${kind} has no schema`);
  const uri = 'https://device-workbench.github.io/schemas/bench.json';
  service.configure({ validate: true, schemas: [{ uri, fileMatch: ['*.json'], schema: structuredClone(found.schema) }] });
  const theirs = async (): Promise<number> => {
    const document = TextDocument.create('file:///payload.json', 'json', 1, text);
    return (await service.doValidation(document, service.parseJSONDocument(document))).length;
  };
  const problems = lintPayload(text, ours).length;
  const both = { ours: problems > 0, theirs: (await theirs()) > 0 };
  if (both.ours !== both.theirs || both.ours !== !name.endsWith(' valid')) throw new Error(`${name}: ${JSON.stringify(both)}`);

  const oursMs: number[] = [];
  const theirsMs: number[] = [];
  // In turns, so that what else the machine does meets both.
  for (let round = 0; round < rounds; round++) {
    oursMs.push(await timed(() => void lintPayload(text, ours)));
    theirsMs.push(await timed(theirs));
  }
  const value = median(oursMs);
  const against = median(theirsMs);
  report({ bench: 'lint', metric: name, value: rounded(value * 1000), unit: 'µs', against: peer, ratio: rounded(against / value) });
}

/** A fault in every entry, as many as fit. Ours alone: the peer takes seconds for it. */
function hostile(): void {
  const kind = kindNamed('dm.observe');
  const text = observe();
  const times = Array.from({ length: rounds }, () => timedSync(() => void lintPayload(text, kind), 10));
  report({ bench: 'lint', metric: '131,072 B with 65,000 faults', value: rounded(median(times) * 1000), unit: 'µs' });
}

/** What the traffic log asks for: the verdict on an event of 200 bytes with its topic. */
function messages(): void {
  const kind = kindNamed('device.event');
  const topic = 'iot-2/evt/status/fmt/json';
  const match = { kind, parts: { eventId: 'status', format: 'json' } };
  const text = JSON.stringify({ d: { name: 'x'.repeat(150), temperature: 21.4, humidity: 40 } });
  const [bare, whole]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(timedSync(() => void lintPayload(text, kind)));
    whole.push(timedSync(() => void lintMessage({ text, topic, match, sender: 'device', qos: 0, retain: false })));
  }
  const value = median(whole);
  report({
    bench: 'lint',
    metric: 'a 200-byte event with its topic',
    value: rounded(value * 1000),
    unit: 'µs',
    against: 'its payload alone',
    ratio: rounded(median(bare) / value),
  });
}

/** Milliseconds for one run, from as many as fit into a round. */
async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  let runs = 0;
  let passed = 0;
  for (; passed < roundMs; runs++) {
    const result = run();
    if (result instanceof Promise) await result;
    passed = performance.now() - start;
  }
  return passed / runs;
}

function timedSync(run: () => void, runs = 50_000): number {
  const start = performance.now();
  for (let at = 0; at < runs; at++) run();
  return (performance.now() - start) / runs;
}

function manage(bytes: number, lifetime: number): string {
  const payload = (note: string) =>
    JSON.stringify({
      d: {
        lifetime,
        supports: { deviceActions: true, firmwareActions: true },
        deviceInfo: { serialNumber: '100087', manufacturer: 'Acme', model: 'T-1', fwVersion: '1.0.4', hwVersion: '1.0' },
        metadata: { room: 'cellar', floor: -1, note },
      },
      reqId: '41f5a1a0-7c4d-4a39-a3a9-6e0a1b1f2c10',
    });
  return payload('x'.repeat(bytes - payload('').length));
}

/** Some of the fields have a state that does not exist. */
function notify(wrong: number): string {
  const field = (at: number) => ({ field: 'mgmt.firmware', value: { state: at < wrong ? 9 : 1, updateStatus: 0, name: `image ${at}` } });
  return filled(field, (fields) => ({ d: { fields }, reqId: 'r' }));
}

function observe(): string {
  return filled(
    () => 1,
    (fields) => ({ d: { fields }, reqId: 'r' }),
  );
}

/** As many entries as a payload can hold. */
function filled(entry: (at: number) => unknown, payload: (entries: readonly unknown[]) => unknown): string {
  const size = JSON.stringify(entry(10_000)).length + 1;
  const entries = Array.from({ length: Math.floor((maxPayloadBytes - 100) / size) }, (_, at) => entry(at));
  return JSON.stringify(payload(entries)).padEnd(maxPayloadBytes);
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
