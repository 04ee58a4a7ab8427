import { faultLimits, type AnswerFault, type FaultCommand, type FaultScope, type ImageFault } from '../../rpc/device/faultState.ts';
import { expectDeviceName } from './checkArguments.ts';
import { expectInteger, expectNumber, expectOneOf, membersOf } from './checks.ts';

/** Who a fault is for, as it came over the wire. @throws Refusal when it is nobody. */
export function expectScope(value: unknown): FaultScope {
  return value === 'all' ? value : expectDeviceName(value);
}

/** A fault as it came over the wire. @throws Refusal when it is none. */
export function expectFault(value: unknown): FaultCommand {
  const { fault: given, code, seconds, answers, image } = membersOf(value);
  const fault = expectOneOf('fault', given, ['drop', 'halfOpen', 'refuseNext', 'away', 'answers', 'image', 'clear']);
  switch (fault) {
    case 'drop':
    case 'halfOpen':
    case 'clear':
      return { fault };
    case 'refuseNext':
      return { fault, code: expectOneOf('code', code, [1, 2, 3, 4, 5]) };
    case 'away':
      return { fault, seconds: expectNumber('seconds', seconds, faultLimits.awaySeconds) };
    case 'answers':
      return { fault, answers: expectAnswerFault(answers) };
    case 'image':
      return { fault, image: expectImageFault(image) };
  }
}

function expectAnswerFault(value: unknown): AnswerFault {
  const { kind: given, ms, rc } = membersOf(value);
  const kind = expectOneOf('kind', given, ['hold', 'delay', 'rc', 'silent']);
  if (kind === 'delay') return { kind, ms: expectNumber('ms', ms, faultLimits.delayMs) };
  if (kind === 'rc') return { kind, rc: expectOneOf('rc', rc, [409, 500]) };
  return { kind };
}

function expectImageFault(value: unknown): ImageFault {
  const { kind: given, percent, bytesPerSecond } = membersOf(value);
  const kind = expectOneOf('kind', given, ['cut', 'slow', 'missing', 'wrongVerifier', 'oversize']);
  if (kind === 'cut') return { kind, percent: expectNumber('percent', percent, faultLimits.cutPercent) };
  if (kind === 'slow') return { kind, bytesPerSecond: expectInteger('bytesPerSecond', bytesPerSecond, faultLimits.bytesPerSecond) };
  return { kind };
}
