import { minLifetimeSeconds } from '../../wiotp/limits.ts';
import { checkExtensionName } from '../../wiotp/names.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { deviceInfoNames } from '../deviceInfoNames.ts';
import { error, warning, type ProfileRule } from './profileRule.ts';

/** A day; more is no simulation of anything. */
const longestDownload = 86_400;

/** A GiB, which is more than any board's memory for images. */
const largestImage = 1024 * 1024 * 1024;

/** Rules about Device Management. */
export const managementRules: readonly ProfileRule[] = [
  warning('management.automatic', ({ management, client, target }) => {
    if (!management.automatic) return undefined;
    if (target.kind === 'quickstart') return 'Quickstart has no Device Management; no Manage request is sent.';
    return client.sender === 'application' ? 'Applications are not managed; no Manage request is sent.' : undefined;
  }),
  error('management.lifetimeSeconds', ({ management }) => checkLifetime(management.lifetimeSeconds)),
  error('management.supports.bundles', ({ management }) =>
    management.supports.bundles.flatMap((bundle, at) => {
      const message = checkExtensionName('The bundle ID', bundle);
      return message === undefined ? [] : [{ message, below: [at] }];
    }),
  ),
  warning('management.deviceInfo', ({ management }) =>
    Object.keys(management.deviceInfo).flatMap((name) => {
      if (deviceInfoNames.includes(name)) return [];
      const meant = nearest(name, deviceInfoNames);
      const message = `The platform knows no "${name}" in deviceInfo and leaves it out. ${meant === undefined ? `It knows ${deviceInfoNames.join(', ')}.` : `Is ${meant} meant?`}`;
      return [{ message, below: [name], ...(meant === undefined ? {} : { nearest: meant }) }];
    }),
  ),
  error('management.download.seconds', ({ management }) => {
    const { seconds } = management.download;
    return seconds >= 0 && seconds <= longestDownload ? undefined : `A simulated download takes 0 to ${longestDownload} seconds.`;
  }),
  error('management.download.maxBytes', ({ management }) => {
    const { maxBytes } = management.download;
    return maxBytes >= 1 && maxBytes <= largestImage ? undefined : `The largest image that is downloaded has 1 to ${largestImage} bytes.`;
  }),
  warning('management.download.real', ({ management, target }) =>
    management.download.real && target.kind !== 'embedded'
      ? 'Images are really fetched, from wherever a firmware request says. What is fetched is hashed and thrown away.'
      : undefined,
  ),
];

/** What is wrong with a lifetime in seconds [D-dm]. */
function checkLifetime(seconds: number): string | undefined {
  if (Number.isSafeInteger(seconds) && (seconds === 0 || seconds >= minLifetimeSeconds)) return undefined;
  return `A lifetime is 0, which is forever, or a whole number of at least ${minLifetimeSeconds} seconds; to others the platform answers rc 400 and the device stays unmanaged.`;
}
