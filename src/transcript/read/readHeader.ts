import { member } from '../../lint/json.ts';
import { quoted } from '../../lint/wording.ts';
import { checkId } from '../../wiotp/names.ts';
import type { ClassId, Header, Located, Starts, Variable } from '../model.ts';
import type { Report } from '../remark.ts';
import { Fields } from './fields.ts';
import { membersOf } from './members.ts';

/** Names the format of transcripts and its version. */
export const transcriptSchemaId = 'https://device-workbench.github.io/schemas/transcript.json';

/** The members of a header, in the order in which people write them. */
export const headerMembers = ['$schema', 'description', 'device', 'starts', 'vars'] as const;
const deviceMembers = ['typeId', 'deviceId', 'classId'] as const;

const classIds: readonly ClassId[] = ['Device', 'Gateway'];
const startValues: readonly Starts[] = ['managed', 'connected', 'offline'];

/** What counts where a transcript says nothing. */
export const defaultHeader: Header = { classId: 'Device', starts: 'managed', vars: new Map(), members: [] };

/** Reads everything a transcript has but its steps. */
export function readHeader(json: string, fields: Fields, report: Report): Header {
  checkVersion(fields, report);
  fields.text('description');
  const device = readDevice(json, fields, report);
  const members = fields.names.filter((name) => name !== 'steps').map((name) => fields.memberRange(name));
  return { ...defaultHeader, ...device, ...readStarts(fields), vars: readVars(json, fields), members };
}

function checkVersion(fields: Fields, report: Report): void {
  const schema = fields.text('$schema');
  // A copy of the schema beside the transcript is the same format.
  if (schema === undefined || schema.value === transcriptSchemaId || !/^https?:/.test(schema.value)) return;
  report({
    rule: 'transcript/version',
    message: `${quoted(schema.value)} is no version of the format that is known here; it is read as the known one. Use ${transcriptSchemaId}.`,
    range: schema.range,
    fix: { title: 'Set $schema to the known version', edits: [{ ...schema.range, text: JSON.stringify(transcriptSchemaId) }] },
  });
}

function readDevice(json: string, header: Fields, report: Report): Partial<Header> {
  const device = header.object('device');
  if (device === undefined) return {};
  const fields = new Fields(json, device, report);
  fields.onlyKnows(deviceMembers, 'device');
  const typeId = readId(fields, 'typeId', 'The device type', report);
  const deviceId = readId(fields, 'deviceId', 'The device ID', report);
  const classId = fields.choice('classId', classIds)?.value;
  return {
    ...(typeId === undefined ? {} : { typeId }),
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(classId === undefined ? {} : { classId }),
  };
}

function readId(fields: Fields, name: string, what: string, report: Report): Located<string> | undefined {
  const id = fields.text(name);
  if (id === undefined || id.value.includes('${')) return id;
  const fault = checkId(what, id.value);
  if (fault === undefined) return id;
  report({ rule: 'transcript/device-id', message: `${fault} No device with this ID can be registered.`, range: id.range });
  return undefined;
}

function readStarts(fields: Fields): Partial<Header> {
  const starts = fields.choice('starts', startValues)?.value;
  return starts === undefined ? {} : { starts };
}

function readVars(json: string, fields: Fields): ReadonlyMap<string, Variable> {
  const vars = fields.object('vars');
  if (vars === undefined) return new Map();
  const places = [...membersOf(json, vars.range.start)];
  return new Map(places.map(([name, { key, value }]) => [name, { key, value: { value: member(vars.value, name), range: value } }]));
}
