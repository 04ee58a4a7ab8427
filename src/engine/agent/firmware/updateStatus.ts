/** What updateStatus says; what the numbers mean to people stands in the catalog [D-req]. */
export const updateStatus = {
  success: 0,
  inProgress: 1,
  outOfMemory: 2,
  connectionLost: 3,
  verificationFailed: 4,
  unsupportedImage: 5,
  invalidUri: 6,
} as const;

/** The values of `state` [D-req]. */
export const firmwareState = { idle: 0, downloading: 1, downloaded: 2 } as const;

/** Whether an action that ends with this has failed. */
export function isFailure(status: number | undefined): status is number {
  return status !== undefined && status >= updateStatus.outOfMemory && status <= updateStatus.invalidUri;
}
