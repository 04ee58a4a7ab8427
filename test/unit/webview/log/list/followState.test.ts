import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { FollowState } from '../../../../../src/webview/log/list/followState.ts';

function standing(end: number): FollowState {
  const state = new FollowState({ follow: true, seenEnd: 0 });
  state.grow({ first: 0, end });
  return state;
}

test('a list that follows counts nothing as new', () => {
  const state = standing(10);
  state.grow({ first: 0, end: 50 });
  assert.equal(state.newRows, 0);
});

test('what came since it stands is new, but for what left', () => {
  const state = standing(10);
  state.setFollow(false);
  state.grow({ first: 30, end: 50 });
  assert.equal(state.newRows, 20);
});

test('a pause shows nothing that comes, and loses nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000)), (growths) => {
      const state = standing(10);
      state.setPaused(true);
      let end = 10;
      for (const by of growths) {
        end += by;
        state.grow({ first: 0, end });
        assert.equal(state.newest.end, 10);
        assert.equal(state.newRows, end - 10);
      }
      state.setPaused(false);
      assert.equal(state.newest.end, end);
    }),
  );
});

test('what a search finds is not new, also while paused', () => {
  const state = standing(10);
  state.setFollow(false);
  state.restart({ first: 0, end: 0, searched: 0 });
  state.grow({ first: 0, end: 5, searched: 0.5 });
  state.setPaused(true);
  state.grow({ first: 0, end: 9 });
  assert.equal(state.newRows, 0);
  assert.equal(state.newest.end, 9);
  state.grow({ first: 0, end: 12 });
  assert.equal(state.newRows, 3);
});
