import { catalog, type CatalogKind } from '../../wiotp/catalog.ts';
import type { Finding } from '../finding.ts';
import type { PayloadContext } from '../payloadContext.ts';
import { attributeName } from './attributeName.ts';
import { emptied } from './emptied.ts';
import { logData } from './logData.ts';
import { nullIsland } from './nullIsland.ts';
import type { PayloadRule } from './payloadRule.ts';
import { reqIdMissing } from './reqId.ts';
import { restAction } from './restAction.ts';
import { answerCode } from './returnCode.ts';
import { secretsIn } from './secret.ts';
import { supportsMisspelt } from './supportsMisspelt.ts';
import { times } from './times.ts';

const payloadRules: readonly PayloadRule[] = [
  reqIdMissing,
  answerCode,
  supportsMisspelt,
  attributeName,
  emptied,
  nullIsland,
  logData,
  ...times,
  restAction,
];

const rulesOf = new Map(catalog.map((kind) => [kind.name, payloadRules.filter((rule) => rule.isFor(kind))]));

const none: readonly Finding[] = [];

/** What the rules beyond the schema find in a payload. */
export function payloadFindings(payload: unknown, kind: CatalogKind, context: PayloadContext): readonly Finding[] {
  const rules = rulesOf.get(kind.name);
  let findings = context.inFile === true ? secretsIn(payload) : none;
  if (rules === undefined) return findings;
  for (const rule of rules) {
    if (context.restBody === true && rule.knowsBodies !== true) continue;
    const found = rule.find(payload, context);
    if (found.length > 0) findings = findings.length === 0 ? found : [...findings, ...found];
  }
  return findings;
}
