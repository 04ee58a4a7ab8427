import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintPayload } from '../../../src/lint/lintPayload.ts';
import { validators } from '../../../src/lint/generated/validators.js';
import { catalog } from '../../../src/wiotp/catalog.ts';

/** Events of connections have no payload. */
const payloads = catalog.filter(({ topic, call }) => topic !== undefined || call !== undefined);

describe('every kind of the catalog', () => {
  it('has a compiled validator for its schema', () => {
    for (const { schema } of catalog) assert.ok(schema === undefined || validators[schema] !== undefined, schema);
  });

  it('has examples that get through without error or warning', () => {
    for (const kind of catalog) {
      for (const example of kind.examples) {
        const problems = lintPayload(JSON.stringify(example), kind).filter(({ severity }) => severity !== 'hint');
        assert.deepEqual(problems, [], `${kind.name} ${JSON.stringify(example)}`);
      }
    }
  });

  it('has invalid examples that are reported', () => {
    for (const kind of payloads) {
      for (const { why, ...invalid } of kind.invalid) {
        const text = 'text' in invalid ? invalid.text : JSON.stringify(invalid.payload);
        const problems = lintPayload(text, kind).filter(({ severity }) => severity !== 'hint');
        assert.equal(problems.length, 1, `${kind.name}: ${why}`);
      }
    }
  });

  it('has no problems with a payload when it is an event of a connection', () => {
    for (const kind of catalog) if (!payloads.includes(kind)) assert.deepEqual(lintPayload('no JSON', kind), []);
  });
});
