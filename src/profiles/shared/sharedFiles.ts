/** The entry of a bundle of its own, which is loaded with the first file of shared profiles. */
export { firstFault } from './firstFault.ts';
export { readSharedProfiles } from './readSharedProfiles.ts';
