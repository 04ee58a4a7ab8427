import type { ExportForm } from '../../../../rpc/log/logFiles.ts';
import { csvWriter } from './csvWriter.ts';
import { ndjsonWriter } from './ndjsonWriter.ts';
import type { RowWriter } from './rowWriter.ts';
import { TranscriptWriter } from './transcriptWriter.ts';

const writers: Readonly<Record<ExportForm, (client: string | undefined) => RowWriter>> = {
  transcript: (client) => new TranscriptWriter(client),
  ndjson: () => ndjsonWriter,
  csv: () => csvWriter,
};

/** What writes rows in a form; the client is whose transcript it is. */
export function rowWriter(form: ExportForm, client?: string): RowWriter {
  return writers[form](client);
}
