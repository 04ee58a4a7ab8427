import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { generateSchemas } from '../../../../../scripts/generate/schemas/generateSchemas.ts';
import { conversationKinds } from '../../../../../src/assist/snippets/kindGroups.ts';
import { catalog } from '../../../../../src/wiotp/catalog.ts';
import { JsonService } from './jsonService.ts';

describe('what VS Code’s JSON service makes of our schemas', () => {
  const services = new Map<string, JsonService>();

  before(() => {
    for (const [path, content] of generateSchemas()) services.set(path, new JsonService(JSON.parse(content) as object));
  });

  function transcripts(): JsonService {
    const service = services.get('schemas/transcript.json');
    assert.ok(service);
    return service;
  }

  async function labels(marked: string): Promise<readonly string[]> {
    return (await transcripts().complete(marked)).map(({ label }) => label);
  }

  it('is no problem, whatever stands in a file', async () => {
    const anyMember = fc.constantFrom(
      'topic',
      'payload',
      'steps',
      'd',
      'rc',
      'reqId',
      'fields',
      'field',
      'value',
      'connection',
      'lifetime',
    );
    const anyValue = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, true, -1, 1.5, '', 'mgmt.firmware', 'iotdevice-1/mgmt/manage', 'iotdevice-1/response'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(anyMember, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    await fc.assert(
      fc.asyncProperty(anyValue, fc.constantFrom(...services.values()), async (value, service) => {
        assert.deepEqual(await service.problems(JSON.stringify(value)), []);
      }),
      { numRuns: 500 },
    );
  });

  it('is no problem, whatever the payload of a step is', async () => {
    for (const { name, topic, examples, invalid } of catalog) {
      const payloads = [...examples, ...invalid.flatMap((example) => ('payload' in example ? [example.payload] : []))];
      assert.deepEqual(await transcripts().problems(JSON.stringify({ steps: payloads.map((payload) => ({ topic, payload })) })), [], name);
    }
  });

  it('is members, steps and topics to choose from', async () => {
    assert.deepEqual(await labels('{ | }'), ['$schema', 'description', 'device', 'starts', 'vars', 'steps']);
    const steps = await labels('{ "steps": [ | ] }');
    for (const { title } of conversationKinds) assert.ok(steps.includes(title), title);
    for (const title of ['Connected', 'Subscribed', 'Disconnected', 'Refused']) assert.ok(steps.includes(title), title);
    assert.deepEqual(await labels('{ "steps": [{ "connection": | }] }'), ['"open"', '"subscribed"', '"closed"', '"refused"']);
    const topics = await labels('{ "steps": [{ "topic": | }] }');
    assert.ok(topics.includes('iotdm-1/observe') && topics.includes('iot-2/cmd/{commandId}/fmt/{format}'));
  });

  it('is the members of the payload that the topic tells', async () => {
    const payload = (topic: string) => labels(`{ "steps": [{ "topic": "${topic}", "payload": { | } }] }`);
    assert.deepEqual(await payload('iotdevice-1/mgmt/manage'), ['d', 'reqId']);
    assert.deepEqual(await payload('iotdevice-1/response'), ['rc', 'message', 'd', 'reqId']);
    assert.deepEqual(await payload('iotdm-1/type/${typeId}/id/${deviceId}/response'), ['rc', 'message', 'd', 'reqId']);
    assert.deepEqual(await payload('iot-2/evt/e/fmt/json'), []);
    assert.deepEqual(await payload('iotdevice-1/response/more'), []);
  });

  it('writes a variable of a transcript as such', async () => {
    const items = await transcripts().complete('{ "steps": [{ "topic": | }] }');
    const gateway = items.find(({ label }) => label === 'iotdm-1/type/{typeId}/id/{deviceId}/response');
    assert.equal(gateway?.textEdit?.newText, '"iotdm-1/type/\\${typeId\\}/id/\\${deviceId\\}/response"');
  });
});
