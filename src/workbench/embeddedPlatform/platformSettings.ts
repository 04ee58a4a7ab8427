import type { QuotaPlan } from '../../rpc/platformContract.ts';
import { BadSetting } from './badSetting.ts';

/** What the user wishes an embedded platform to be. */
export interface PlatformSettings {
  /** Without TLS; taken when it is free. 0 takes any free one. */
  readonly port: number;
  /** With TLS; taken when it is free. */
  readonly tlsPort: number;
  /** Of Quickstart; without it, Quickstart is closed. */
  readonly quickstartPort?: number;
  readonly quota: QuotaPlan;
  readonly tolerant: boolean;
  /** Further names and addresses that the server's certificate is for. */
  readonly certificateNames: readonly string[];
  readonly keepRunning: boolean;
}

/** The settings as they stand in files, where people may have written anything. */
export type RawPlatformSettings = { readonly [K in keyof PlatformSettings]?: unknown };

/** Names of the settings, for messages. */
type Names = { readonly [K in keyof Required<PlatformSettings>]: string };

const quotaPlans: readonly QuotaPlan[] = ['off', 'lite', 'standard'];

/** Host names and addresses: nothing that is a URL, a path or has a port. */
const namePattern = /^(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?$|^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$/;

const longestName = 253;

/**
 * Reads the settings; those that are missing have their usual values.
 * @throws BadSetting that names the setting, its value and what it may be.
 */
export function readPlatformSettings(raw: RawPlatformSettings, names: Names): PlatformSettings {
  const { quickstartPort } = raw;
  return {
    port: expectPort(names.port, raw.port ?? 1883, 'Set it to 1883, or to 0 for any free port.'),
    tlsPort: expectPort(names.tlsPort, raw.tlsPort ?? 8883, 'Set it to 8883, or to 0 for any free port.'),
    ...(quickstartPort === undefined || quickstartPort === null
      ? {}
      : {
          quickstartPort: expectPort(
            names.quickstartPort,
            quickstartPort,
            'Set it to null to keep Quickstart closed, or to 0 for any free port.',
          ),
        }),
    quota: expectQuota(names.quota, raw.quota ?? 'off'),
    tolerant: expectBoolean(names.tolerant, raw.tolerant ?? false),
    certificateNames: expectNames(names.certificateNames, raw.certificateNames ?? []),
    keepRunning: expectBoolean(names.keepRunning, raw.keepRunning ?? false),
  };
}

function expectPort(name: string, value: unknown, advice: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw wrong(name, value, 'is no port', 'ports are whole numbers from 0 to 65535', advice);
}

function expectQuota(name: string, value: unknown): QuotaPlan {
  const plan = quotaPlans.find((known) => known === value);
  if (plan !== undefined) return plan;
  throw wrong(name, value, 'is no plan', `the plans are ${quotaPlans.join(', ')}`, 'Choose one of them; "off" slows nobody down.');
}

function expectBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw wrong(name, value, 'is neither true nor false', 'this setting is a yes or a no', 'Set it to true or false.');
}

function expectNames(name: string, value: unknown): readonly string[] {
  const advice = 'List host names or addresses, such as "bench.local" or "192.168.1.10", without a scheme and without a port.';
  if (!Array.isArray(value)) throw wrong(name, value, 'is no list', 'the names of a certificate are a list', advice);
  return value.map((entry: unknown) => {
    if (typeof entry === 'string' && entry.length <= longestName && namePattern.test(entry)) return entry;
    throw wrong(name, entry, 'is no host name and no address', 'certificates are for host names and addresses', advice);
  });
}

function wrong(name: string, value: unknown, what: string, rule: string, advice: string): BadSetting {
  return new BadSetting(name, `The setting ${name} has the value ${JSON.stringify(value)}, which ${what}.`, { rule, advice });
}
