/** Where a platform tells programs of its own machine what it is. */
export const identityPath = '/.well-known/wiotp-workbench';

/** What a platform tells there. */
export interface Identity {
  readonly product: string;
  readonly org: string;
  readonly pid: number;
}

const product = 'Device Workbench';

export function ownIdentity(org: string): Identity {
  return { product, org, pid: process.pid };
}

/** Who answered with this JSON text, if it was one of our platforms. */
export function readIdentity(json: string): Identity | undefined {
  try {
    const read = JSON.parse(json) as Partial<Identity> | null;
    if (read?.product !== product || typeof read.org !== 'string' || typeof read.pid !== 'number') return undefined;
    return { product, org: read.org, pid: read.pid };
  } catch {
    return undefined;
  }
}
