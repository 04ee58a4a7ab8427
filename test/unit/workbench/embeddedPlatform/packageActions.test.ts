import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  packageActions,
  packageTitle,
  parameterProblem,
  parameterValue,
} from '../../../../src/workbench/embeddedPlatform/packageActions.ts';

const definition = {
  bundleId: 'example-v1',
  displayName: { en_US: 'Example actions' },
  actions: {
    setInterval: {
      actionDisplayName: { en_US: 'Set interval' },
      description: { en_US: 'Sets it' },
      parameters: [{ name: 'seconds', value: '[0-9]+', required: true }, { name: 'unit', defaultValue: 's' }, { value: 'no name' }],
    },
    beep: { actionDisplayName: {} },
  },
};

describe('a custom package', () => {
  it('tells its actions with their names and parameters', () => {
    assert.equal(packageTitle({ bundleId: 'example-v1', definition }), 'Example actions');
    assert.deepEqual(packageActions({ bundleId: 'example-v1', definition }), [
      {
        actionId: 'setInterval',
        title: 'Set interval',
        description: 'Sets it',
        parameters: [
          { name: 'seconds', required: true, pattern: '[0-9]+' },
          { name: 'unit', required: false, defaultValue: 's' },
        ],
      },
      { actionId: 'beep', title: 'beep', description: '', parameters: [] },
    ]);
  });

  it('can be anything at all', () => {
    const actions = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(actions, fc.jsonValue(), (value, displayName) => {
        const one = { bundleId: 'b', definition: { actions: value, displayName } };
        for (const { title, description } of packageActions(one)) assert.equal(typeof title + typeof description, 'stringstring');
        assert.equal(typeof packageTitle(one), 'string');
      }),
    );
  });
});

describe('a parameter', () => {
  it('is required unless it is not, or has a default', () => {
    assert.match(parameterProblem({ name: 'p', required: true }, '') ?? '', /required/);
    assert.equal(parameterProblem({ name: 'p', required: false }, ''), undefined);
    assert.equal(parameterProblem({ name: 'p', required: true, defaultValue: '1' }, ''), undefined);
  });

  it('is a number where its default is one', () => {
    assert.equal(parameterValue({ name: 'p', required: true, defaultValue: 30 }, '7.5'), 7.5);
    assert.match(parameterProblem({ name: 'p', required: true, defaultValue: 30 }, 'x') ?? '', /number/);
    assert.equal(parameterValue({ name: 'p', required: true }, '007'), '007');
    assert.equal(parameterValue({ name: 'p', required: false }, ''), undefined);
  });
});
