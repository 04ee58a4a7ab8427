import * as vscode from 'vscode';
import type { DeviceAnswer } from '../../rpc/device/deviceRequest.ts';
import type { PendingRequest } from '../../rpc/session/sessionState.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';
import { askChoice, askText, back, cancelled, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { answerPreview, beginsFirmware, codesFor, codesOf, firmwareEnds, readTypedCode } from './answerDraft.ts';
import { answerData, type KnownValues } from './answerData.ts';
import { readJsonObject } from './jsonText.ts';

/** What an answer is asked for. */
export interface AnswerQuestion {
  readonly title: string;
  readonly request: PendingRequest;
  readonly known: KnownValues;
}

/** The return code, and what goes with it; a part of that is asked for in between. */
const steps = 2;
/** More of a payload has no room in a line. */
const mostShown = 200;

type Part = 'send' | 'end' | 'message' | 'data';

/** Asks how a request is answered: with which code, and whether with more than that. `undefined` when the user left. */
export async function askAnswer({ title, request, known }: AnswerQuestion): Promise<DeviceAnswer | undefined> {
  for (;;) {
    const rc = await askCode({ title, step: 1, steps }, request);
    if (rc === back || rc === cancelled) return undefined;
    const d = answerData(request, rc, known);
    const answer = await askRest(title, request, { rc, ...(d === undefined ? {} : { d }) });
    if (answer !== back) return answer === cancelled ? undefined : answer;
  }
}

function askCode(place: Place, request: PendingRequest): Promise<Outcome<number>> {
  return askChoice(place, {
    placeholder: vscode.l10n.t('Answer with which return code? Choose one, or type another'),
    choices: codesFor(request).map(({ rc, meaning, harmless }) => ({
      label: `rc ${rc}`,
      description: meaning,
      ...(harmless === true ? { detail: vscode.l10n.t('Not documented for this request, but seen and harmless') } : {}),
      value: rc,
    })),
    typed: (text) => typedCode(text, request.kind),
  });
}

function typedCode(text: string, kind: PendingRequest['kind']): Choice<number> | { readonly refused: string } {
  const rc = readTypedCode(text);
  if (typeof rc !== 'number') return rc;
  const known = codesOf(kind).some((code) => code.rc === rc);
  const warning = vscode.l10n.t(
    'No documented answer to a {0}; the platform may count it as a failure.',
    kindNamed(kind).title.toLowerCase(),
  );
  const meaning = returnCodeMeaning(rc, kindNamed(kind));
  return { label: `rc ${rc}`, description: meaning, value: rc, ...(known ? {} : { detail: `$(warning) ${warning}` }) };
}

/** Shows the answer as it will be sent, and changes its parts until it is. */
async function askRest(title: string, request: PendingRequest, first: DeviceAnswer): Promise<Outcome<DeviceAnswer>> {
  let answer = first;
  for (;;) {
    const part = await askChoice<Part>(
      { title, step: 2, steps },
      { placeholder: vscode.l10n.t('Send it?'), choices: parts(request, answer) },
    );
    if (part === back || part === cancelled) return part;
    if (part === 'send') return answer;
    const changed = await askPart(part, { title, step: 2, steps }, request, answer);
    if (changed === cancelled) return cancelled;
    if (changed !== back) answer = changed;
  }
}

function parts({ kind }: PendingRequest, answer: DeviceAnswer): readonly Choice<Part>[] {
  const { rc, message, d, updateStatus } = answer;
  const meaning = returnCodeMeaning(rc, kindNamed(kind));
  const none = vscode.l10n.t('none');
  const end = firmwareEnds('dm.firmwareDownload').find((candidate) => candidate.updateStatus === updateStatus);
  return [
    { label: vscode.l10n.t('Send rc {0}', rc), description: meaning, detail: answerPreview(answer).slice(0, mostShown), value: 'send' },
    ...(beginsFirmware(kind, rc) ? [{ label: vscode.l10n.t('How It Ends…'), description: end?.meaning ?? '', value: 'end' } as const] : []),
    { label: vscode.l10n.t('Message…'), description: message ?? none, value: 'message' },
    { label: vscode.l10n.t('Data…'), description: d === undefined ? none : JSON.stringify(d).slice(0, mostShown), value: 'data' },
  ];
}

function askPart(part: Exclude<Part, 'send'>, place: Place, request: PendingRequest, answer: DeviceAnswer): Promise<Outcome<DeviceAnswer>> {
  switch (part) {
    case 'end':
      return askEnd(place, request, answer);
    case 'message':
      return askMessage(place, answer);
    case 'data':
      return askData(place, answer);
  }
}

async function askEnd(place: Place, { kind }: PendingRequest, answer: DeviceAnswer): Promise<Outcome<DeviceAnswer>> {
  if (kind !== 'dm.firmwareDownload' && kind !== 'dm.firmwareUpdate') return back;
  const unusual = vscode.l10n.t('Not documented for this request');
  const end = await askChoice(place, {
    placeholder: vscode.l10n.t('How does it end?'),
    choices: firmwareEnds(kind).map(({ updateStatus, meaning, documented }) => ({
      label: meaning,
      description: `updateStatus ${updateStatus ?? 0}`,
      ...(documented ? {} : { detail: unusual }),
      value: { updateStatus },
    })),
  });
  if (typeof end === 'symbol') return end;
  const { updateStatus: _before, ...rest } = answer;
  return end.updateStatus === undefined ? rest : { ...rest, updateStatus: end.updateStatus };
}

async function askMessage(place: Place, answer: DeviceAnswer): Promise<Outcome<DeviceAnswer>> {
  const prompt = vscode.l10n.t('Message for whoever started the action; empty for none');
  const message = await askText(place, { prompt, value: answer.message ?? '', check: () => undefined });
  if (typeof message === 'symbol') return message;
  const { message: _before, ...rest } = answer;
  return message === '' ? rest : { ...rest, message };
}

async function askData(place: Place, answer: DeviceAnswer): Promise<Outcome<DeviceAnswer>> {
  const text = await askText(place, {
    prompt: vscode.l10n.t('Data, the response’s d, as a JSON object; empty for none'),
    value: answer.d === undefined ? '' : JSON.stringify(answer.d),
    placeholder: '{ "fields": [] }',
    check: (typed) => {
      const read = readJsonObject(typed);
      return 'refused' in read ? read.refused : undefined;
    },
  });
  if (typeof text === 'symbol') return text;
  const read = readJsonObject(text);
  const { d: _before, ...rest } = answer;
  return 'refused' in read || read.value === undefined ? rest : { ...rest, d: read.value };
}
