import { jobLimits } from '../../rpc/device/jobLimits.ts';
import type { JobSpec } from '../../rpc/device/deviceRequest.ts';
import { Refusal } from '../../wiotp/refusal.ts';

const { leastMs, mostMs, mostTimes } = jobLimits;

/** @throws Refusal when a job cannot be done at its pace or so often. What it publishes is checked when it is published. */
export function checkJob({ everyMs, count }: JobSpec): void {
  if (!(everyMs >= leastMs)) {
    throw new Refusal(`A message every ${everyMs} ms is too often; ${leastMs} ms is the least.`, {
      rule: 'a simulated device keeps to a device’s pace',
      advice: `Choose ${leastMs} ms or more.`,
    });
  }
  if (everyMs > mostMs) {
    throw new Refusal(`A message every ${everyMs} ms is too seldom; ${mostMs} ms is the most.`, {
      rule: 'a job’s pauses last a day at most',
      advice: 'Choose less.',
    });
  }
  if (count === undefined || (Number.isInteger(count) && count > 0 && count <= mostTimes)) return;
  throw new Refusal(`A job cannot publish ${count} times.`, {
    rule: 'a job publishes a whole number of times',
    advice: 'Choose a number from 1 to 999,999,999, or no number to go on until it is stopped.',
  });
}
