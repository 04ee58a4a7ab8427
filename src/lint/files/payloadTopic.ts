import type { PayloadFile } from './ourFile.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import { isGeneric, kindByShape } from '../../wiotp/genericKinds.ts';

/** The topic that a payload file goes to, as far as it is known: named for it, or the only one of its kind. */
export function payloadTopic(file: PayloadFile, text: string): string | undefined {
  if (file.topic !== undefined) return file.topic;
  const topic = payloadKind(file, text)?.topic;
  return topic === undefined || topic.includes('{') ? undefined : topic;
}

/** The kind of a payload file; of one that may be any request or response, the kind that its shape tells. */
export function payloadKind({ kind }: PayloadFile, text: string): CatalogKind | undefined {
  if (!isGeneric(kind)) return kind;
  try {
    return kindByShape(kind, JSON.parse(text));
  } catch {
    return undefined;
  }
}
