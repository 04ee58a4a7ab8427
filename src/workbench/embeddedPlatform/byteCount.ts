import type { ImageProgress } from '../../rpc/device/imageState.ts';

const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** A number of bytes as people read it: `512 bytes`, `1.5 kB`. */
export function byteCount(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toLocaleString('en', { maximumFractionDigits: 1 })} ${units[power] ?? ''}`;
}

/** How far a transfer is: `0.5 MB of 1 MB (50 %)`. */
export function progressText({ sent, total }: ImageProgress): string {
  const percent = total === 0 ? 100 : Math.floor((sent / total) * 100);
  return `${byteCount(sent)} of ${byteCount(total)} (${percent} %)`;
}
