import { askOwner, type Place } from './askOwner.ts';
import { processOfPort } from './processOfPort.ts';

/** Why a port cannot be had, as a full sentence that names who has it as far as that can be told; `undefined` for another reason than that. */
export async function whyNoPort(place: Place, error: unknown): Promise<string | undefined> {
  const { host, port } = place;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES') return `The system does not let this user listen on port ${port} of ${host}.`;
  if (code !== 'EADDRINUSE') return undefined;
  const [owner = 'another program', process] = await Promise.all([askOwner(place), processOfPort(port)]);
  return `Port ${port} of ${host} is taken by ${owner}${process === undefined ? '' : ` (${process})`}.`;
}
