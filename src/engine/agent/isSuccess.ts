/** Whether an rc means success: all of 2xx do, also those that no document names [EC, PY, CS]. */
export function isSuccess(rc: number): boolean {
  return rc >= 200 && rc < 300;
}
