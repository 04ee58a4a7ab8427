import { askOwner, type Owner, type Place } from './askOwner.ts';
import { processOfPort, type ProgramOfPort } from './processOfPort.ts';

/** Why a port cannot be had, as a full sentence that names who has it as far as that can be told; `undefined` for another reason than that. */
export async function whyNoPort(place: Place, error: unknown): Promise<string | undefined> {
  const { host, port } = place;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES') return `The system does not let this user listen on port ${port} of ${host}.`;
  if (code !== 'EADDRINUSE') return undefined;
  const [owner, program] = await Promise.all([askOwner(place), processOfPort(port)]);
  return `Port ${port} of ${host} is taken by ${nameOf(owner, program)}.`;
}

function nameOf({ name, named }: Owner = { name: 'another program', named: false }, program: ProgramOfPort | undefined): string {
  if (named || program === undefined) return name;
  const process = `process ${program.pid}`;
  return `${name} (${program.name === name ? process : `${program.name}, ${process}`})`;
}
