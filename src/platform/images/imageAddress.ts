import type { ImageWish } from '../../rpc/device/imageState.ts';
import type { ListenerState } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** All images are below this path. */
export const imagesPath = '/images/';

/** Small devices keep an address in a buffer of fixed size. */
const longestName = 32;

/**
 * The address that a device fetches an image from.
 * @throws Refusal when no listener of the full service fits.
 */
export function imageAddress({ host, secure }: ImageWish, listeners: readonly ListenerState[], path: string): string {
  const fitting = listeners.filter((listener) => listener.service === 'full' && listener.secure === secure);
  const listener = fitting.find((candidate) => candidate.host === host) ?? fitting[0];
  if (listener === undefined) {
    throw new Refusal(`The platform does not listen ${secure ? 'with' : 'without'} TLS.`, {
      rule: 'an image is served on the platform’s own ports',
      advice: `Choose an address ${secure ? 'without' : 'with'} TLS, or open a listener.`,
      code: 400,
    });
  }
  const authority = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${secure ? 'https' : 'http'}://${authority}:${listener.port}${path}`;
}

/** The path of an image: nobody can guess its ID, and its last level tells people and devices what it is. */
export function imagePath(imageId: string, { source, name }: ImageWish): string {
  return `${imagesPath}${imageId}/${safeName('path' in source ? source.path : name)}`;
}

function safeName(path: string): string {
  const file = path.split(/[\\/]/).at(-1) ?? '';
  const safe = file.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+/, '');
  return safe.slice(-longestName).replace(/^[._]+/, '') || 'image';
}
