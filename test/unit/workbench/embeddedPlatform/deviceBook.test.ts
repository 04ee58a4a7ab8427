import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeviceBook } from '../../../../src/workbench/embeddedPlatform/deviceBook.ts';
import { deviceState } from '../../../support/workbench/deviceState.ts';

describe('the devices of a platform', () => {
  it('stand by type and ID, whatever the order of the news', () => {
    const book = new DeviceBook([deviceState('lamp', 'l-2'), deviceState('lamp', 'l-1')]);
    book.take({ changed: [deviceState('board', 'z-9')], gone: [] });
    assert.deepEqual(
      book.all().map(({ deviceId }) => deviceId),
      ['z-9', 'l-1', 'l-2'],
    );
  });

  it('are replaced by their news and go when they are gone', () => {
    const book = new DeviceBook([deviceState('lamp', 'l-1')]);
    book.take({ changed: [deviceState('lamp', 'l-1', { online: true })], gone: [] });
    assert.equal(book.find({ typeId: 'lamp', deviceId: 'l-1' })?.online, true);
    assert.equal(book.all().length, 1);
    book.take({ changed: [], gone: [{ typeId: 'lamp', deviceId: 'l-1' }] });
    assert.equal(book.find({ typeId: 'lamp', deviceId: 'l-1' }), undefined);
    assert.deepEqual(book.all(), []);
  });

  it('that were deleted and registered again at once are there', () => {
    const book = new DeviceBook([deviceState('lamp', 'l-1', { online: true })]);
    book.take({ changed: [deviceState('lamp', 'l-1')], gone: [{ typeId: 'lamp', deviceId: 'l-1' }] });
    assert.equal(book.find({ typeId: 'lamp', deviceId: 'l-1' })?.online, false);
  });

  it('are the same list as long as nothing happens', () => {
    const book = new DeviceBook([deviceState('lamp', 'l-1')]);
    assert.equal(book.all(), book.all());
  });
});
