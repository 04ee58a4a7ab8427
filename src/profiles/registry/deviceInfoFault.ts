import { lintPayload } from '../../lint/lintPayload.ts';
import { kindNamed } from '../../wiotp/catalog.ts';

/** What the REST interface refuses about the `deviceInfo` of a device type, as a full sentence; `undefined` when it is fine. */
export function deviceInfoFault(deviceInfo: unknown): string | undefined {
  const problems = lintPayload(JSON.stringify({ deviceInfo }), kindNamed('dm.manage'), { restBody: true });
  return problems.find(({ severity }) => severity === 'error')?.message;
}
