import { limits, type LimitName, type LimitsProfile } from '../../wiotp/limitTable.ts';
import type { Publisher } from './publisher.ts';

/** What a plan allows in a second. */
export interface Allowance {
  /** What the plan is called. */
  readonly plan: string;
  readonly messages: number | undefined;
  readonly bytes: number | undefined;
  /** It allows less than is wanted. */
  readonly isExceeded: boolean;
}

/** How much is sent in a second, and what becomes of it. */
export interface RateMeter {
  readonly messages: number;
  readonly bytes: number;
  readonly allowances: readonly Allowance[];
  /** What the platform does about more, as a full sentence; absent when nobody allows less. */
  readonly beyond?: string;
}

const plans: Readonly<Record<LimitsProfile, string>> = {
  lite: 'Lite',
  standard: 'Standard',
  mas: 'Maximo',
  quickstart: 'Quickstart',
};

/** Measures one message of so many bytes every `everyMs` against what the plans allow the client [D-quota]. */
export function rateMeter({ sender, limits: own }: Publisher, everyMs: number, payloadBytes: number): RateMeter {
  const messages = 1000 / everyMs;
  const bytes = messages * payloadBytes;
  const rates = own === 'quickstart' ? quickstartRates : ratesOf(sender);
  const allowances = (own === undefined ? (['lite', 'standard'] as const) : [own]).map((plan): Allowance => {
    const most = { messages: mostOf(rates.messages, plan), bytes: rates.bytes === undefined ? undefined : mostOf(rates.bytes, plan) };
    const isExceeded = messages > (most.messages ?? Infinity) || bytes > (most.bytes ?? Infinity);
    return { plan: plans[plan], ...most, isExceeded };
  });
  const beyond = allowances.some(({ isExceeded }) => isExceeded) ? limitNamed(rates.messages)?.beyond : undefined;
  return { messages, bytes, allowances, ...(beyond === undefined ? {} : { beyond }) };
}

interface Rates {
  readonly messages: LimitName;
  readonly bytes?: LimitName;
}

const quickstartRates: Rates = { messages: 'quickstartMessageRate' };

function ratesOf(sender: Publisher['sender']): Rates {
  return { messages: `${sender}MessageRate`, bytes: `${sender}ByteRate` };
}

function mostOf(name: LimitName, plan: LimitsProfile): number | undefined {
  return limitNamed(name)?.most[plan];
}

function limitNamed(name: LimitName) {
  return limits.find((limit) => limit.name === name);
}
