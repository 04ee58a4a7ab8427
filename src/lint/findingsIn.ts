import type { CatalogKind } from '../wiotp/catalog.ts';
import type { Finding } from './finding.ts';
import type { PayloadContext } from './payloadContext.ts';
import { payloadFindings } from './rules/payloadFindings.ts';
import { schemaFindings } from './rules/schema/findings.ts';

/** Everything that is wrong with a payload of a kind; of several about the same, the first is the one to show. */
export function findingsIn(payload: unknown, kind: CatalogKind, context: PayloadContext): readonly Finding[] {
  const bySchema = schemaFindings(payload, kind, context);
  const besides = payloadFindings(payload, kind, context);
  return besides.length === 0 ? bySchema : [...bySchema, ...besides];
}
