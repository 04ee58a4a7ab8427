import { nearest } from '../../wiotp/nearest.ts';
import { catalog } from '../../wiotp/catalog.ts';
import { findPayloadKind, genericKinds, type PayloadKind } from '../../wiotp/genericKinds.ts';
import { readArguments } from '../arguments.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Outputs } from '../outputs.ts';
import { wrongUsage } from '../wrongUsage.ts';
import { kindEntry, kindsList } from '../../assist/kinds/kindEntries.ts';
import { kindEntryText, kindsListText } from '../../assist/kinds/kindTexts.ts';

const allKinds: readonly PayloadKind[] = [...catalog, ...genericKinds];

/**
 * `wiotp kinds`: the catalog as a list, or all about one kind.
 * @throws Refusal for wrong usage, and for a name that is no kind.
 */
export async function kindsCommand(args: readonly string[], { out }: Outputs): Promise<ExitCode> {
  const { values, positionals } = readArguments('kinds', args, { json: { type: 'boolean', default: false } });
  const [name, ...more] = positionals;
  if (more.length > 0) throw wrongUsage('kinds', 'One kind at a time can be shown.');
  const text = name === undefined ? listed(values.json) : described(kindCalled(name), values.json);
  await out.writeAll(`${text}\n`);
  return exitCode.fine;
}

function listed(json: boolean): string {
  const kinds = kindsList(allKinds);
  return json ? JSON.stringify({ kinds }) : kindsListText(kinds);
}

function described(kind: PayloadKind, json: boolean): string {
  const entry = kindEntry(kind);
  return json ? JSON.stringify(entry) : kindEntryText(entry);
}

function kindCalled(name: string): PayloadKind {
  const kind = findPayloadKind(name);
  if (kind !== undefined) return kind;
  const meant = nearest(
    name,
    allKinds.map((candidate) => candidate.name),
  );
  const hint = meant === undefined ? '' : ` Is ${meant} meant?`;
  throw wrongUsage('kinds', `There is no kind "${name}".${hint}`, 'wiotp kinds lists all.');
}
