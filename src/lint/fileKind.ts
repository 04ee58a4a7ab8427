import { findKind, type CatalogKind } from '../wiotp/catalog.ts';

/** Names of payload files: something, then the kind, as in `reboot.dm.manage.json`. */
const payloadFileName = /[^/\\]*\.(dm\.[A-Za-z]+)\.json$/;

/**
 * The kind that a file name tells (`*.dm.<name>.json`, where `dm.<name>` is a kind); a whole path will do.
 * Every other file is none of ours.
 */
export function kindOfFileName(path: string): CatalogKind | undefined {
  const name = payloadFileName.exec(path)?.[1];
  return name === undefined ? undefined : findKind(name);
}
