import { checkId } from '../../../../wiotp/names.ts';

/** A client as the header of a transcript names it. */
export interface TranscriptDevice {
  readonly typeId?: string;
  readonly deviceId?: string;
  readonly classId: 'Device' | 'Gateway';
}

/** The device or gateway that a client ID stands for; `undefined` for an application, which has no transcripts, and for none. */
export function deviceOf(clientId: string): TranscriptDevice | undefined {
  const [letter = '', , typeId = '', deviceId = '', ...rest] = clientId.split(':');
  if (clientId === '' || letter === 'a' || letter === 'A') return undefined;
  const classId = letter === 'g' ? 'Gateway' : 'Device';
  // A transcript is no place for IDs that cannot be registered; whoever runs it takes its own.
  const isUsable = rest.length === 0 && checkId('', typeId) === undefined && checkId('', deviceId) === undefined;
  return isUsable ? { typeId, deviceId, classId } : { classId };
}
