import { randomBytes } from 'node:crypto';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { ImageFault } from '../../rpc/device/faultState.ts';
import type { Faults } from '../faults/faults.ts';
import type { Image } from './image.ts';

/** What an oversize image has behind its end. */
const excessBytes = 4096;

/** What goes wrong with an image now: the fault of the device that was told last to fetch it and has one, or that for all. */
export function imageFault(faults: Faults, image: Image): ImageFault | undefined {
  for (const device of image.expected) {
    const fault = faults.image(device);
    if (fault !== undefined) return fault;
  }
  return faults.image(undefined);
}

/** What an oversize image has behind its end: nothing that a device could take for its content. */
export function excess(fault: ImageFault | undefined): Buffer {
  return fault?.kind === 'oversize' ? randomBytes(excessBytes) : Buffer.alloc(0);
}

/** The wrong verifier that a device is told, as long as the right one; `undefined` unless that fault works. */
export function wrongVerifier(faults: Faults, image: Image, device: DeviceName): string | undefined {
  if (faults.image(device)?.kind !== 'wrongVerifier') return undefined;
  const last = image.verifier.at(-1);
  return `${image.verifier.slice(0, -1)}${last === '0' ? '1' : '0'}`;
}
